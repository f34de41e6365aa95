from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "sagacity.shell"
    label = "shell"

    def ready(self) -> None:
        from sagacity.shell import bars

        bars.offer()
