from django.apps import AppConfig


class SlotsConfig(AppConfig):
    name = "sagacity.reservations.slots"
    label = "reservations_slots"

    def ready(self) -> None:
        from sagacity.kit import clock
        from sagacity.kit.keeping import offer_keeper
        from sagacity.kit.seals import offer_renewal
        from sagacity.reservations.slots import keeping, round_rows

        offer_renewal("seeds of draws", round_rows.renew)
        offer_keeper(
            name="slots",
            package=self.name,
            kept=lambda person: keeping.everything_kept(person=person),
            forget=lambda person: keeping.forget(person=person, at=clock.now()),
        )
