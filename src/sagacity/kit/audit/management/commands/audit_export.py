from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sagacity.kit import clock
from sagacity.kit.audit import api as audit


class Command(BaseCommand):
    help = "Write days of the audit log, with their chain, to a file for another zone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write; .gz is compressed")
        parser.add_argument("--since", type=date.fromisoformat, default=date.min, help="first day")
        parser.add_argument("--through", type=date.fromisoformat, help="last day (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        through = options["through"] or clock.day(clock.now())
        written = audit.export(since=options["since"], through=through, to=options["file"])
        self.stdout.write(
            f"{written.lines} lines in {written.path}; write down its SHA-256: {written.digest}"
        )
