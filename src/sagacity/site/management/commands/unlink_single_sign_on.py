from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.identity.single_sign_on import people
from sagacity.kit import clock, keys, policy


class Command(BaseCommand):
    help = (
        "Let a staff ID belong to nobody at the city's own sign-in: whoever comes next with its name gets it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("reason", help="why; it stays in the audit log")

    def handle(self, *args: Any, **options: Any) -> None:
        login, reason = options["login"], options["reason"].strip()
        if not reason:
            raise CommandError("write a reason: it stays in the audit log")
        try:
            staff = keys.make("Staff", login)
        except keys.NotAKey as problem:
            raise CommandError(f"{login!r} is no staff ID") from problem
        if not people.unlink(staff=staff, reason=reason, by=policy.SYSTEM, at=clock.now()):
            raise CommandError(f"{login!r} is linked to nobody there: nothing was changed")
        self.stdout.write(f"{login}: the next who comes with this name from the city's own sign-in gets it")
