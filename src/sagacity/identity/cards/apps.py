from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "sagacity.identity.cards"
    label = "cards"

    def ready(self) -> None:
        from sagacity.identity import api as identity
        from sagacity.identity.cards import (
            cards,
            children,
            ending_many,
            health,
            keeping,
            proxies,
            sealing,
            signing_keys,
        )
        from sagacity.kit import house_secrets, leaving, seals
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit.ui import api as ui

        health.offer()
        ending_many.offer()
        seals.offer_renewal("signing keys of cards", sealing.renew)
        house_secrets.offer_secret(signing_keys.as_secret())
        children.offer_text()
        leaving.offer_table(key="holders", package=self.name, counted=cards.holders_by_kind)
        proxies.offer_act()
        kit_keeping.offer_keeper(name="cards", package=self.name, kept=keeping.kept, forget=keeping.forget)
        ui.offer_navigation(
            place="staff",
            path="/staff/cards/",
            label={"ja": "市民証の窓口", "en": "Citizen cards"},
            icon="user",
            order=860,
            permission=identity.CARD_LOOK,
        )
