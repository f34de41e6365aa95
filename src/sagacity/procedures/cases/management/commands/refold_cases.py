"""Fold the log of every case again, and name each row that does not follow from it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sagacity.procedures.cases import refolding


class Command(BaseCommand):
    help = "Fold the log of every case again; ends with 1 if a row does not follow from it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seals", action="store_true", help="open what was said, too")

    def handle(self, *args: Any, **options: Any) -> None:
        found = refolding.differences(with_seals=options["seals"])
        for one in found:
            self.stdout.write(f"{one.case}: {', '.join(one.what)}")
        if found:
            raise SystemExit(1)
        self.stdout.write("every case stands as its log says")
