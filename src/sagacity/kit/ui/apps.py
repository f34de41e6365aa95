from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "sagacity.kit.ui"
    label = "kit_ui"
