from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sagacity.kit import clock
from sagacity.kit.signals import api as signals


class Command(BaseCommand):
    help = "Show news that could not be delivered (--list-dead), or send it again (--replay KEY)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list-dead", action="store_true", help="list what was given up, and why")
        parser.add_argument("--replay", metavar="KEY", help="send one dead letter again; 'all' sends all")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["replay"]:
            self._replay(options["replay"])
        elif options["list_dead"]:
            self._list()
        self.stdout.write(f"{signals.backlog()} waiting, {len(signals.dead_letters())} given up")

    def _list(self) -> None:
        for letter in signals.dead_letters():
            when = clock.local(letter.announced_at)
            self.stdout.write(f"{letter.key}  {letter.signal}  {when:%Y-%m-%d %H:%M}  {letter.tries} tries")
            self.stdout.write("    " + letter.error.replace("\n", "\n    "))

    def _replay(self, key: str) -> None:
        keys = [letter.key for letter in signals.dead_letters()] if key == "all" else [key]
        for each in keys:
            try:
                signals.replay(key=each)
            except signals.NoSuchLetter as problem:
                raise CommandError(f"no dead letter {each!r}; --list-dead shows those there are") from problem
