from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Here only for its management commands: the product itself has no tables."""

    name = "sagacity.site"
    label = "sagacity_site"

    def ready(self) -> None:
        from sagacity.site import house_keys

        house_keys.offer()
