from django.apps import AppConfig


class ReservationsConfig(AppConfig):
    name = "sagacity.reservations"
    label = "reservations"

    def ready(self) -> None:
        from sagacity.kit import clock
        from sagacity.kit.keeping import offer_keeper
        from sagacity.kit.leaving import offer_table
        from sagacity.reservations import keeping, lists

        offer_table(key="booked", package=self.name, counted=lists.booked_by_offer)
        offer_keeper(
            name="reservations",
            package=self.name,
            kept=lambda person: keeping.everything_kept(person=person),
            forget=lambda person: keeping.forget(person=person, at=clock.now()),
        )
