from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sagacity.kit.jobs"
    label = "kit_jobs"
