from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "sagacity.kit.signals"
    label = "kit_signals"
