from django.apps import AppConfig


class WaitingConfig(AppConfig):
    name = "sagacity.miniapps.waiting"
    label = "waiting"
