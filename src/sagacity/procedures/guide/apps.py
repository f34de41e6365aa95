from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "sagacity.procedures.guide"
    label = "procedures_guide"
