from django.apps import AppConfig


class OnestopDeskConfig(AppConfig):
    name = "sagacity.desks.onestop"
    label = "desk_onestop"
