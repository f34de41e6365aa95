from django.apps import AppConfig


class GuidingDeskConfig(AppConfig):
    name = "sagacity.desks.guiding"
    label = "desk_guiding"
