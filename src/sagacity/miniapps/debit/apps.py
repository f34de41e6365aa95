from django.apps import AppConfig


class DebitConfig(AppConfig):
    name = "sagacity.miniapps.debit"
    label = "debit"
