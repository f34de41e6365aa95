from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "sagacity.registry"
    label = "registry"

    def ready(self) -> None:
        from sagacity.identity.register import api as register

        def town_of(address: str) -> str:
            from sagacity.registry.town_of_address import town_of_address

            return town_of_address(address)

        register.offer_districts(town_of)
