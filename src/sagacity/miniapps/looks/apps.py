from django.apps import AppConfig


class LooksConfig(AppConfig):
    name = "sagacity.miniapps.looks"
    label = "looks"

    def ready(self) -> None:
        from sagacity.kit import keeping
        from sagacity.miniapps.looks import questions

        keeping.offer_keeper(name="looks", package=self.name, kept=questions.kept, forget=questions.forget)
