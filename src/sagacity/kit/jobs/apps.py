from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sagacity.kit.jobs"
    label = "kit_jobs"

    def ready(self) -> None:
        from sagacity.kit.jobs import health

        health.offer()
