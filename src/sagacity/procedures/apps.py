from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "sagacity.procedures"
    label = "procedures"

    def ready(self) -> None:
        from sagacity.procedures import publishing

        publishing.offer()
