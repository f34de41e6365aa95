from django.apps import AppConfig


class SunriseConfig(AppConfig):
    name = "sagacity_sunrise"
    label = "sunrise"
