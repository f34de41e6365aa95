from django.apps import AppConfig


class ApplyConfig(AppConfig):
    name = "sagacity.miniapps.apply"
    label = "apply"
