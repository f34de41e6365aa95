from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "sagacity.miniapps.events"
    label = "events"

    def ready(self) -> None:
        from sagacity.kit.keeping import offer_keeper
        from sagacity.miniapps.events import feeds

        offer_keeper(
            name="events",
            package=self.name,
            kept=lambda person: feeds.kept(device=person),
            forget=lambda person: feeds.end(device=person),
        )
