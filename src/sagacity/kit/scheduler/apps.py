from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SchedulerConfig(AppConfig):
    name = "sagacity.kit.scheduler"
    label = "kit_scheduler"

    def ready(self) -> None:
        from sagacity.kit.scheduler import health

        autodiscover_modules("jobs")
        health.offer()
