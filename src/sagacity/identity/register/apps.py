from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "sagacity.identity.register"
    label = "register"

    def ready(self) -> None:
        from sagacity.identity import api as identity
        from sagacity.identity.register import inbox
        from sagacity.kit import providers
        from sagacity.kit.ui import api as ui

        providers.offer_check("register.inbox", inbox.check)
        ui.offer_navigation(
            place="staff",
            path="/staff/register/",
            label={"ja": "住民の異動データ", "en": "Resident changes"},
            icon="people",
            order=620,
            permission=identity.REGISTER_IMPORT,
        )
