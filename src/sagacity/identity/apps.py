from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sagacity.identity"
    label = "identity"

    def ready(self) -> None:
        from sagacity.identity import acts, roles, sealing, staff_cards
        from sagacity.identity.single_sign_on import health
        from sagacity.kit import cards, providers, seals
        from sagacity.kit.ui import api as ui

        acts.offer()
        cards.offer_staff_cards(staff_cards.cards)
        providers.offer_check(health.NAME, health.single_sign_on)
        seals.offer_renewal("second factors of staff", sealing.renew)
        ui.offer_navigation(
            place="staff",
            path="/staff/people/",
            label={"ja": "職員と役割", "en": "Staff and roles"},
            icon="people",
            order=900,
            permission=roles.STAFF_MANAGE,
        )
        ui.offer_navigation(
            place="staff",
            path="/staff/proposals/",
            label={"ja": "2人で決めること", "en": "Decided by two"},
            icon="check",
            order=905,
            permission=roles.STAFF_APPROVE,
        )
        ui.offer_navigation(
            place="staff",
            path="/staff/account/",
            label={"ja": "わたしのアカウント", "en": "My account"},
            icon="user",
            order=910,
        )
