from django.apps import AppConfig


class SchedulerConfig(AppConfig):
    name = "sagacity.kit.scheduler"
    label = "kit_scheduler"
