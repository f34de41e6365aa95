from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sagacity.kit import clock
from sagacity.kit.audit import api as audit


class Command(BaseCommand):
    help = (
        "Take whole days out of the audit log after their years, into a file; the chain goes on from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", type=date.fromisoformat, required=True, help="first day to keep")
        parser.add_argument(
            "--folder", type=Path, help="where the file goes (default: audit/ in the data folder)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or Path(settings.DATA_DIR) / "audit"
        try:
            written = audit.drop(before=options["before"], folder=folder, at=clock.now())
        except audit.NothingToDrop as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{written.lines} lines were taken out, into {written.path} (SHA-256 {written.digest})"
        )
