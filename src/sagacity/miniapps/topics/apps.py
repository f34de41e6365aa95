from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "sagacity.miniapps.topics"
    label = "topics"

    def ready(self) -> None:
        from sagacity.kit import keeping
        from sagacity.miniapps.topics import reports

        keeping.offer_keeper(
            name="topics",
            package=self.name,
            kept=reports.kept,
            forget=lambda person: reports.forget(reporter=person),
        )
