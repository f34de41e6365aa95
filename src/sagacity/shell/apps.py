from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "sagacity.shell"
    label = "shell"

    def ready(self) -> None:
        from sagacity.identity import api as identity
        from sagacity.kit.ui import api as ui
        from sagacity.shell import bars

        bars.offer()
        ui.offer_navigation(
            place="staff",
            path="/staff/kept/",
            label={"ja": "何をいつまで残すか", "en": "What is kept how long"},
            icon="clock",
            order=920,
            permission=identity.AUDIT_READ,
        )
