from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.identity import factor_resets, second_factors
from sagacity.kit import clock, keys, policy


class Command(BaseCommand):
    help = "Take away the second factor of a member of staff whom no colleague can help, with a reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("reason", help="why, and how it was seen who asked; it stays in the audit log")

    def handle(self, *args: Any, **options: Any) -> None:
        login = options["login"]
        try:
            factor_resets.reset(
                staff=keys.make("Staff", login), reason=options["reason"], by=policy.SYSTEM, at=clock.now()
            )
        except (second_factors.NoFactor, keys.NotAKey) as problem:
            raise CommandError(f"{login!r} has no second factor: nothing was taken away") from problem
        except factor_resets.NoReason as problem:
            raise CommandError("write a reason: it stays in the audit log") from problem
        self.stdout.write(f"{login}: the second factor is gone, and every session is ended")
