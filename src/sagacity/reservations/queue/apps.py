from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "sagacity.reservations.queue"
    label = "reservations_queue"

    def ready(self) -> None:
        from sagacity.kit.keeping import offer_keeper
        from sagacity.reservations.queue import keeping

        offer_keeper(
            name="queue",
            package=self.name,
            kept=lambda person: keeping.everything_kept(person=person),
            forget=lambda person: keeping.forget(person=person),
        )
