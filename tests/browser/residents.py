"""Residents of the running city who have an account: made in its own database, by its own verbs."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext

from tests.browser.city import SOURCES, RunningCity

MAKE = """
import json, sys, django
django.setup()
from datetime import date
from sagacity.identity.cards.testing import proven_resident
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import Actor
from sagacity.kit import clock
at, number = clock.now(), sys.argv[1]
born = date(1990, 1, 2)
entry = register.Entry(number=number, name="見本　" + number, birth_date=born, address="みほん町1番")
actor = Actor()
person = proven_resident(inhabitant=enrolled(entry, at=at).key, at=at, actor=actor)
print(json.dumps({name: one.value for name, one in actor.client.cookies.items()}))
"""


PHONES = """
import json, sys, django
django.setup()
from datetime import date, timedelta
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import enrolled
from sagacity.kit import clock
at, first, many, said = clock.now(), int(sys.argv[1]), int(sys.argv[2]), []
for number in map(str, range(first, first + many)):
    phone, born = Phone(), date(1990, 1, 2)
    entry = register.Entry(number=number, name="見本　" + number, birth_date=born, address="みほん町1番")
    phone.takes_a_card(proven_resident(inhabitant=enrolled(entry, at=at).key, at=at), at=at)
    shown = [phone.shows(at=at + timedelta(seconds=30 * each)) for each in range(60)]
    stale = phone.shows(at=at - timedelta(minutes=10))
    said.append({"at": at.timestamp(), "shown": shown, "stale": stale, "card": phone.card.number})
print(json.dumps(said))
"""


@dataclass(frozen=True)
class Shown:
    """What somebody's phone shows, half minute after half minute, for half an hour."""

    at: float
    shown: list[str]
    stale: str
    card: str

    @property
    def now(self) -> str:
        return self.shown[int((time.time() - self.at) / 30)]

    @property
    def next(self) -> str:
        return self.shown[int((time.time() - self.at) / 30) + 1]


def phones_with_cards(city: RunningCity, *, first: int, many: int) -> list[Shown]:
    """Phones of residents, numbered from `first` on, each with a card."""
    return [Shown(**one) for one in made(city, PHONES, str(first), str(many))]


def signs_in(context: BrowserContext, city: RunningCity, *, number: str) -> None:
    """Let this browser be that of somebody who has proven at a counter that they live here."""
    cookies: dict[str, str] = made(city, MAKE, number)
    context.add_cookies(
        [{"name": name, "value": value, "url": city.address} for name, value in cookies.items()]
    )


def made(city: RunningCity, script: str, *words: str) -> Any:
    """What a script says that runs beside the city, on its own database."""
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SAGACITY_")},
        "PYTHONPATH": str(SOURCES),
        "DJANGO_SETTINGS_MODULE": "sagacity.site.settings",
        "SAGACITY_DATA_DIR": str(city.folder),
        "SAGACITY_PUBLIC_URL": city.address,
        "SAGACITY_DEMO": "1",
    }
    said = subprocess.run(
        [sys.executable, "-c", script, *words], env=surroundings, capture_output=True, text=True, check=True
    )
    return json.loads(said.stdout)
