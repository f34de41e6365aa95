from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sagacity.identity"
    label = "identity"

    def ready(self) -> None:
        from sagacity.identity import roles
        from sagacity.kit.ui import api as ui

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
            path="/staff/account/",
            label={"ja": "わたしのアカウント", "en": "My account"},
            icon="user",
            order=910,
        )
