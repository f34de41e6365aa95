from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sagacity.kit.search"
    label = "kit_search"
