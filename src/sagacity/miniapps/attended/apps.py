from django.apps import AppConfig


class AttendedConfig(AppConfig):
    name = "sagacity.miniapps.attended"
    label = "attended"
