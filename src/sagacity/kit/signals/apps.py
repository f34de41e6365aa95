from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SignalsConfig(AppConfig):
    name = "sagacity.kit.signals"
    label = "kit_signals"

    def ready(self) -> None:
        from sagacity.kit.signals import health

        autodiscover_modules("receivers")
        health.offer()
