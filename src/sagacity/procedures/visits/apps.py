from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "sagacity.procedures.visits"
    label = "procedures_visits"

    def ready(self) -> None:
        from sagacity.kit import keeping as kit_keeping
        from sagacity.kit import seals
        from sagacity.procedures.visits import keeping, sealing

        seals.offer_renewal("procedures.visits", sealing.renew)
        kit_keeping.offer_keeper(name="visits", package=self.name, kept=keeping.kept, forget=keeping.forget)
