from django.apps import AppConfig


class ReformDeskConfig(AppConfig):
    name = "sagacity.desks.reform"
    label = "desk_reform"
