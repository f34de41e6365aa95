from typing import Any

from django.core.management.base import BaseCommand

from sagacity.site import prepare


class Command(BaseCommand):
    help = "Make tables, collect style sheets: once before a new edition starts."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare.tables()
        changed = prepare.files()
        self.stdout.write("ready" if changed else "ready; the style sheets were collected already")
