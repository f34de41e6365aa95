from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "sagacity.ledger"
    label = "ledger"

    def ready(self) -> None:
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit import providers
        from sagacity.ledger import health, keeping

        providers.offer_check("ledger.payments", health.payments)
        kit_keeping.offer_keeper(name="ledger", package=self.name, kept=keeping.kept, forget=keeping.forget)
