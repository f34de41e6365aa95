from django.apps import AppConfig


class DataDeskConfig(AppConfig):
    name = "sagacity.desks.data"
    label = "desk_data"
