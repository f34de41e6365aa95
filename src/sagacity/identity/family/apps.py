from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "sagacity.identity.family"
    label = "family"

    def ready(self) -> None:
        from sagacity.identity import api as identity
        from sagacity.identity.family import keeping, receipt_keys, words
        from sagacity.kit import house_secrets
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit.ui import api as ui

        kit_keeping.offer_keeper(name="family", package=self.name, kept=keeping.kept, forget=keeping.forget)
        house_secrets.offer_secret(receipt_keys.as_secret())
        words.offer_texts()
        words.offer_acts()
        words.offer_pages()
        ui.offer_navigation(
            place="staff",
            path="/staff/family/",
            label={"ja": "委任と家族の窓口", "en": "Delegates and families"},
            icon="people",
            order=870,
            permission=identity.ACCOUNT_HELP,
        )
