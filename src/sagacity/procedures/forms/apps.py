from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "sagacity.procedures.forms"
    label = "procedures_forms"

    def ready(self) -> None:
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit import seals
        from sagacity.procedures.forms import keeping, sealing

        kit_keeping.offer_keeper(name="forms", package=self.name, kept=keeping.kept, forget=keeping.forget)
        seals.offer_renewal("forms being filled in", sealing.renew)
