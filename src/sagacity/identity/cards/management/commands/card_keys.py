from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.identity.cards import signing_keys
from sagacity.kit import clock, policy


class Command(BaseCommand):
    help = "List the keys that sign citizen cards, or make the next one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", choices=["list", "rotate"])
        parser.add_argument(
            "--at-once",
            action="store_true",
            help="somebody else may have the key: withdraw it now; every phone must fetch a new card",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        if options["do"] == "rotate":
            try:
                kid = signing_keys.rotate(by=policy.SYSTEM, at=at, at_once=options["at_once"])
            except signing_keys.RotationUnderWay as problem:
                raise CommandError("the next key is published already and waits for its day") from problem
            self.stdout.write(f"made {kid}")
        for key in signing_keys.public_keys(at=at):
            until = f", known until {key.until:%Y-%m-%d}" if key.until else ""
            self.stdout.write(f"{key.kid} signs from {key.starts_at:%Y-%m-%d %H:%M} UTC{until}")
