from django.apps import AppConfig


class DevelopersConfig(AppConfig):
    name = "sagacity.miniapps.developers"
    label = "developers"
