from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "sagacity.miniapps.places"
    label = "places"
