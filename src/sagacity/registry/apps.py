from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "sagacity.registry"
    label = "registry"
