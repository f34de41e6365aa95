from django.apps import AppConfig


class RemoteAppConfig(AppConfig):
    name = "sagacity.miniapps.remote"
    label = "remote"
