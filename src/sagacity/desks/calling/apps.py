from django.apps import AppConfig


class CallingDeskConfig(AppConfig):
    name = "sagacity.desks.calling"
    label = "desk_calling"
