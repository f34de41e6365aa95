from django.apps import AppConfig


class ReceptionDeskConfig(AppConfig):
    name = "sagacity.desks.reception"
    label = "desk_reception"
