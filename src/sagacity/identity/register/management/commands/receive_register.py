from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.identity.register.differential.columns import BrokenFile
from sagacity.identity.register.differential.receiving import receive_differential
from sagacity.kit import clock, policy


class Command(BaseCommand):
    help = "Take in files of changes from the resident register (CSV or JSON), in whatever order they come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for path in options["files"]:
            try:
                report = receive_differential(
                    content=path.read_bytes(), filename=path.name, by=policy.SYSTEM, at=clock.now()
                )
            except (BrokenFile, OSError) as problem:
                self.stderr.write(f"{path.name}: {problem}")
                refused += 1
                continue
            again = " (repeated, nothing done)" if report.is_repeated else ""
            counts = ", ".join(f"{name} {number}" for name, number in sorted(report.counts.items()))
            self.stdout.write(f"{path.name}: {report.rows} rows{again}: {counts}")
            for said in report.messages:
                self.stdout.write(f"  row {said.row} {said.column}: {said.said}")
            for first, last in report.missing:
                self.stdout.write(f"  not sent yet: {first}-{last}")
        if refused:
            raise CommandError(f"{refused} files were not taken in")
