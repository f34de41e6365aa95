from django.apps import AppConfig


class ChildcareConfig(AppConfig):
    name = "sagacity.miniapps.childcare"
    label = "childcare"
