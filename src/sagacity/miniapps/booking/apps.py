from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "sagacity.miniapps.booking"
    label = "booking"
