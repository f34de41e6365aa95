from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sagacity.miniapps.notices"
    label = "notices"
