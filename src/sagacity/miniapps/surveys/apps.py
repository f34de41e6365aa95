from django.apps import AppConfig


class SurveysAppConfig(AppConfig):
    name = "sagacity.miniapps.surveys"
    label = "surveys"
