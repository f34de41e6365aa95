from django.apps import AppConfig


class RemoteDeskConfig(AppConfig):
    name = "sagacity.desks.remote"
    label = "desk_remote"
