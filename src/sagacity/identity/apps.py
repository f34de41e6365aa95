from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sagacity.identity"
    label = "identity"
