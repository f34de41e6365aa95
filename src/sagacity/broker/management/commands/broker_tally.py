from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.broker.here import here
from sagacity.broker.store import counting


class Command(BaseCommand):
    help = (
        "Compare the counts of entities, types and attributes with every stored row; --mend sets them right."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="count anew; writing waits meanwhile")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = here().read_now(counting.differences)
        for (tenant, facet), (said, there) in sorted(wrong.items()):
            what = ".".join(filter(None, (facet.type, facet.attr)))
            self.stdout.write(
                f"{tenant or '(no tenant)'} {facet.path} {what}: counted {said}, there are {there}"
            )
        if not wrong:
            self.stdout.write("every count is right")
        elif not options["mend"]:
            raise CommandError(f"{len(wrong)} counts are wrong: run it again with --mend")
        else:
            here().do_now(counting.mend)
            self.stdout.write(f"{len(wrong)} counts were set right")
