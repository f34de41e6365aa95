from django.apps import AppConfig


class GarbageConfig(AppConfig):
    name = "sagacity.miniapps.garbage"
    label = "garbage"
