from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sagacity.identity import grants, roles, staff
from sagacity.kit import clock, policy


class Command(BaseCommand):
    help = "Open an account for a member of staff, such as the first administrator; prints its password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ", ".join(role.key for role in roles.ROLES)
        parser.add_argument("login")
        parser.add_argument("name")
        parser.add_argument("--division", default="")
        parser.add_argument("--role", action="append", default=[], help=f"may be given twice: {known}")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                member, password = staff.add(
                    login=options["login"],
                    name=options["name"],
                    division=options["division"],
                    by=policy.SYSTEM,
                    at=clock.now(),
                )
                held = options["role"] or ["administrator"]
                grants.at_set_up(staff_key=member.key, held=held, at=clock.now())
        except staff.LoginTaken as problem:
            raise CommandError(f"there is an account {problem} already: take another login") from problem
        except staff.BadLogin as problem:
            raise CommandError(f"{problem}: take 2 to 40 small letters, digits, '.', '-' or '_'") from problem
        except roles.NoSuchRole as problem:
            known = ", ".join(role.key for role in roles.ROLES)
            raise CommandError(f"there is no role {problem}: take one of {known}") from problem
        self.stdout.write(f"{member.login}  {password}")
