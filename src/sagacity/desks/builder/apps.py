from django.apps import AppConfig


class BuilderDeskConfig(AppConfig):
    name = "sagacity.desks.builder"
    label = "desk_builder"
