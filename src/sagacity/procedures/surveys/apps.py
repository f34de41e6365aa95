from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sagacity.procedures.surveys"
    label = "procedures_surveys"

    def ready(self) -> None:
        from sagacity.kit import seals
        from sagacity.procedures.surveys import sealing

        seals.offer_renewal("procedures.surveys", sealing.renew)
