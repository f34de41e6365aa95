from django.apps import AppConfig


class DebitConfig(AppConfig):
    name = "sagacity.ledger.debit"
    label = "ledger_debit"

    def ready(self) -> None:
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit import providers, seals
        from sagacity.ledger.debit import health, keeping, provider, sealing, sending
        from sagacity.ledger.providers import chosen

        sending.offer()
        chosen.offer(provider.Debit())
        providers.offer_check(health.NAME, health.bank_page)
        seals.offer_renewal("accounts of direct debit", sealing.renew)
        kit_keeping.offer_keeper(
            name="ledger.debit", package=self.name, kept=keeping.kept, forget=keeping.forget
        )
