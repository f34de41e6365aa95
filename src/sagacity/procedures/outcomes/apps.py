from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "sagacity.procedures.outcomes"
    label = "procedures_outcomes"

    def ready(self) -> None:
        from sagacity.kit import cards as kit_cards
        from sagacity.kit import house_secrets, seals
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit.paper import api as paper
        from sagacity.procedures.outcomes import cards, keeping, revoking, sealing

        seals.offer_renewal("procedures.outcomes", sealing.renew)
        house_secrets.offer_secret(paper.document_secret())
        kit_keeping.offer_keeper(name="outcomes", package=self.name, kept=keeping.kept, forget=keeping.forget)
        kit_cards.offer_staff_cards(cards.staff_cards)
        revoking.offer()
