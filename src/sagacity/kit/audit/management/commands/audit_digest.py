from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.kit import clock
from sagacity.kit.audit import api as audit


class Command(BaseCommand):
    help = "Print the digest of one day of the audit log, to be kept where nobody can change both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD (default: yesterday)")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["day"] or clock.day(clock.now()) - timedelta(days=1)
        end = audit.digest_of_day(day)
        if end is None:
            raise CommandError(f"nothing was written on {day}")
        self.stdout.write(f"{day} seal {end.number} {end.digest}")
