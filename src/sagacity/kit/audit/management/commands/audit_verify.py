from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.kit.audit import api as audit


class Command(BaseCommand):
    help = "Follow the chain of the audit log and name each line that was changed, taken out or exchanged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="only the chain of one day (YYYY-MM-DD)")
        parser.add_argument("--anchor", help="an end of the chain that was written down earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = audit.verify(day=options["day"])
        for each in broken:
            self.stdout.write(f"{each.day} seal {each.number} line {each.line}: {each.why}")
        anchor = options["anchor"]
        if anchor and not audit.holds_anchor(anchor):
            self.stdout.write(
                f"the anchor {anchor} is not part of the chain: the log was cut off or rewritten"
            )
            broken = [*broken, audit.Broken(None, 0, 0, "anchor")]
        end = audit.anchor()
        self.stdout.write(
            f"the chain ends at seal {end.number} of {end.day}; write down its anchor: {end.digest}"
        )
        if broken:
            raise CommandError(f"the audit log does not hold in {len(broken)} places")
        self.stdout.write("every line is as it was written")
