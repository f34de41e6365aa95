from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "sagacity.kit.ui"
    label = "kit_ui"

    def ready(self) -> None:
        """Translations are ready before the first page, in every process and in tests."""
        from sagacity.kit.ui import catalogues

        if catalogues.compile_all():
            catalogues.forget_what_was_loaded()
