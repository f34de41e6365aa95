from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.kit import clock, house_secrets, policy, seals
from sagacity.kit.audit import api as audit


class Command(BaseCommand):
    help = "List the secrets of the house, exchange one, or drop what it was before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", choices=["list", "rotate", "renew", "forget"])
        parser.add_argument("name", nargs="?", default="", help="a name of the list, for rotate and forget")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["do"] == "list":
            for each in house_secrets.all_secrets():
                self.stdout.write(f"{each.name:18} {_made(each)}: {each.what}")
        elif options["do"] == "renew":
            for name, count in seals.renew_all().items():
                self.stdout.write(f"{name}: {count} put under the secret of now")
        else:
            self._change(options["do"], _named(options["name"]))

    def _change(self, do: str, secret: house_secrets.Secret) -> None:
        if do == "forget":
            if secret.forget is None:
                raise CommandError(f"{secret.name} has no older values that open anything")
            seals.renew_all()  # nothing that can still be opened may be lost with them
            said = f"{secret.forget()} older values are gone; restart every process"
        else:
            try:
                said = secret.rotate(clock.now())
            except house_secrets.CannotChange as problem:
                raise CommandError(str(problem)) from problem
        audit.record(actor=policy.SYSTEM, action=f"secret.{do}", thing=secret.name, at=clock.now())
        self.stdout.write(f"{secret.name}: {said}")


def _named(name: str) -> house_secrets.Secret:
    try:
        return house_secrets.secret(name)
    except house_secrets.NoSuchSecret as problem:
        names = ", ".join(each.name for each in house_secrets.all_secrets())
        raise CommandError(f"{name!r} is no secret of the house; there are {names}") from problem


def _made(secret: house_secrets.Secret) -> str:
    """When it was made; a value is never shown."""
    found = secret.found()
    if not secret.files:
        return "in the database, sealed"
    if not found:
        return f"from SAGACITY_{secret.setting}" if secret.setting else "not made yet"
    made = datetime.fromtimestamp(found[-1].stat().st_mtime, UTC)
    return f"made {clock.local(made):%Y-%m-%d}"
