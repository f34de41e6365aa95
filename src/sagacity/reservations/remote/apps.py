from django.apps import AppConfig


class RemoteConfig(AppConfig):
    name = "sagacity.reservations.remote"
    label = "reservations_remote"

    def ready(self) -> None:
        from sagacity.kit.keeping import offer_keeper
        from sagacity.reservations.remote import keeping

        offer_keeper(
            name="remote",
            package=self.name,
            kept=lambda person: keeping.everything_kept(person=person),
            forget=lambda person: keeping.forget(person=person),
        )
