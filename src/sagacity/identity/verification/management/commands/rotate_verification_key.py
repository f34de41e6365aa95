import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.identity.verification import client_keys
from sagacity.kit import clock


class Command(BaseCommand):
    help = "Make and print the next key for the national authentication app; `--use` signs with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--use", action="store_true", help="the app knows the next key: use it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["use"]:
            self.stdout.write(json.dumps(client_keys.make_next(at=clock.now()), indent=1))
            return
        try:
            self.stdout.write(f"signing with {client_keys.use_next()['kid']}")
        except client_keys.NoNextKey as problem:
            raise CommandError("there is no next key: run this command without --use first") from problem
