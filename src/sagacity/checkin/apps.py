from django.apps import AppConfig


class CheckinConfig(AppConfig):
    name = "sagacity.checkin"
    label = "checkin"

    def ready(self) -> None:
        from sagacity.checkin import certificates, kept
        from sagacity.kit.keeping import offer_keeper

        offer_keeper(
            name="checkin",
            package="sagacity.checkin",
            kept=lambda person: kept.of(resident=person),
            forget=lambda person: certificates.forget(resident=person),
        )
