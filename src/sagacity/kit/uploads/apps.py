from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "sagacity.kit.uploads"
    label = "kit_uploads"

    def ready(self) -> None:
        from sagacity.kit import providers, seals
        from sagacity.kit.uploads import health, storing

        providers.offer_check(health.NAME, health.scanner)
        seals.offer_renewal("files of residents", storing.renew)
