from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "sagacity.kit.ui"
    label = "kit_ui"

    def ready(self) -> None:
        """Translations are ready before the first page, in every process and in tests."""
        from sagacity.kit.ui import catalogues, own_words, scripts

        # First of all: what it stops must not reach those that take a form and keep it.
        scripts.offer_script(path="ui/my_number.js", early=True)
        own_words.install()
        catalogues.compile_all()
        catalogues.forget_what_was_loaded()
