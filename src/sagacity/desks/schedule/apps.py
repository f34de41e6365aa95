from django.apps import AppConfig


class ScheduleDeskConfig(AppConfig):
    name = "sagacity.desks.schedule"
    label = "desk_schedule"
