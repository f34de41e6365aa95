from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "sagacity.miniapps.pay"
    label = "pay"
