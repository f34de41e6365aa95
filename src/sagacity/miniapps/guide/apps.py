from django.apps import AppConfig


class GuideAppConfig(AppConfig):
    name = "sagacity.miniapps.guide"
    label = "guide"
