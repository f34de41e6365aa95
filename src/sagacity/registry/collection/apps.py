from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "sagacity.registry.collection"
    label = "collection"
