from typing import Any

from django.core.management.base import BaseCommand

from sagacity.site import reference


class Command(BaseCommand):
    help = "Write the pages of docs/reference that are made from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in reference.pages().items():
            (reference.FOLDER / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/reference/{name}")
