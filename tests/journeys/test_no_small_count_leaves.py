"""Whoever watches the public pages while a fourth person comes sees nothing change."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sagacity.checkin import api as checkin
from sagacity.identity.accounts import api as accounts
from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.cards.testing import Phone
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor
from sagacity.kit import keys, leaving, policy
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations
from sagacity.shell.tests.conftest import example

__all__ = ["example"]
pytestmark = pytest.mark.django_db

CLERK = policy.Person("urn:ngsi-ld:Staff:clerk", "森", "staff", division="生涯学習課")
STAFF = ("/staff/", "/desk/")
# What may show that one more person came, and why that is right (docs/why/small-counts-stay-inside.md).
MAY_SHOW = {
    "/apps/events/{event}/": "how many places are left is what the organiser offers",
    "/apps/events/{event}/apply/": "the same",
    "/apps/events/": "the same, in a list",
    "/healthz": "how much work waits for the machine",
}
FRESH = {"/apps/card/mine.json", "/apps/childcare/children/add/"}  # a new ticket, a new key of a form
# Tables that staff take out of the program: what people they count, and why they stay exact.
STAFF_TABLES = {
    "desk/calling/figures.csv": "how many waited how long, for whoever plans desks; no names, no cases",
    "desk/cashier/bills.csv": "the books: bills by number and what for, no names",
    "desk/cashier/books/transfers.csv": "the books: every yen, no names",
    "desk/cashier/figures.csv": "money by fee and division, which the books must show to the yen",
    "desk/cashier/settlements/<slug:provider>/<str:day>.csv": "payments beside those of a company, no names",
    "desk/counter/<str:key>/copy.pdf": "one case, for whoever decides it; the look is written down",
    "desk/counter/<str:key>/documents/<str:document>.pdf": "one document of a case; the look is written down",
    "desk/counter/<str:key>/preview.pdf": "one document before it is given out; the look is written down",
    "desk/debit/dunning.csv": "whom to remind, for the division that takes the money",
    "desk/debit/mandates.csv": "the division's own list, each look written down",
    "desk/debit/runs/<str:key>/lines.csv": "what one file to the bank held, for whoever answers for it",
    "desk/counter/cases.csv": "the division's own list: numbers and states, no names, no answers",
    "desk/counter/figures.csv": "small counts are hidden, as on the page",
    "desk/data/board.csv": "counts records of places, no people",
    "desk/data/live/table.csv": "values of sensors",
    "desk/data/runs/<str:key>/report.csv": "rows of an open-data file",
    "desk/data/runs/<str:key>/report.xlsx": "rows of an open-data file",
    "desk/events/applicants/<str:key>/list.csv": "the organiser's own list, each look written down",
    "desk/events/events.csv": "events, no people",
    "desk/garbage/export.zip": "days and places of collection",
    "desk/notices/<str:key>/unreached.csv": "whom to reach otherwise; for the division that wrote the notice",
    "staff/documents.csv": "the division's own register: numbers and days of documents, no names",
    "staff/grants/all.csv": "which member of staff may do what: colleagues by name, counts of nobody",
    "desk/reform/changes/<str:key>/compared.csv": "small counts are hidden, as on the page",
    "desk/reform/changes/<str:key>/compared.xlsx": "small counts are hidden, as on the page",
    "desk/reform/tables/<slug:table>.csv": "small counts are hidden, with what would betray them",
    "desk/reform/tables/<slug:table>.xlsx": "small counts are hidden, with what would betray them",
    "desk/schedule/day.csv": "times and numbers of bookings for whoever keeps the day, no names",
    "desk/reception/<str:key>/counts.csv": "who feeds and rescues people needs every single one",
}
TABLE = re.compile(r"\.(csv|tsv|xlsx|zip|gz|pdf|txt)$")
CHANGES_BY_ITSELF = re.compile(rb'(?:nonce|value|token)="[^"]{20,}"|"token": ?"[^"]+"|nonce-[\w+/=-]+')


class City:
    """A city in which people do things that are counted."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        (first, *_), _ = registry.find_events()
        self.event = first.key
        self.topic = messaging.topics()[0].key
        self.over, self.open = "urn:ngsi-ld:Event:over", self.event
        for subject, ends_at in ((self.over, at + timedelta(hours=1)), (self.open, at + timedelta(days=9))):
            reservations.open_offer(subject=subject, terms=self._terms(ends_at), by=CLERK, at=at)
        self.reception = checkin.open_reception(
            subject=self.event, title="朝市", purpose=checkin.Purpose.EVENT, by=CLERK, at=at
        )

    def _terms(self, ends_at: datetime) -> reservations.Terms:
        at = self.at
        return reservations.Terms(
            title="裁縫教室",
            capacity=200,
            opens_at=at - timedelta(days=1),
            closes_at=ends_at,
            ends_at=ends_at,
        )

    def somebody_comes(self, number: int) -> None:
        """One more person in everything that counts people."""
        device = keys.new("Device")
        messaging.mark(person=device, kind="topic", values=[self.topic], language="ja", at=self.at)
        messaging.mark(person=device, kind="event", values=[self.event], language="ja", at=self.at)
        for subject in (self.over, self.open):
            contact = reservations.Contact(name=f"見本 {number}", phone=f"0952-24-{3000 + number}")
            reservations.book(
                subject=subject,
                person=device,
                client_key=f"{subject} {number}",
                contact=contact,
                places=1,
                at=self.at,
            )
        checkin.take_down(
            reception=self.reception.key,
            uuid=f"00000000-0000-4000-8000-{number:012d}",
            kind=checkin.Kind.CHECK_IN,
            visitor=checkin.Visitor(name=f"見本 {number}"),
            by=CLERK,
            at=self.at,
        )
        entry = replace(HANAKO, number=f"{number:011d}")
        inhabitant = enrolled(entry, at=self.at).key
        resident = sign_in(Actor(), level=2, at=self.at, inhabitant=inhabitant)
        Phone().takes_a_card(policy.Person(resident, "", "resident", level=accounts.Level.CARD), at=self.at)


@pytest.fixture
def city(example: None, at: datetime) -> Iterator[City]:
    with time_machine.travel(at, tick=False):
        topic = messaging.Topic("sewing", {"ja": "手芸"}, {"ja": ""}, "bell", "生涯学習課", "staff", 1, True)
        messaging.write_topic(topic=topic, by=CLERK, at=at)
        yield City(at)


def test_nobody_outside_can_tell_three_people_from_four(city: City) -> None:
    with time_machine.travel(city.at + timedelta(hours=2), tick=False):
        for number in range(1, 4):
            city.somebody_comes(number)
        three = _everything_public(city)
        again = _everything_public(city)
        city.somebody_comes(4)
        four = _everything_public(city)

    assert len(three) > 80
    fresh = {path for path in three if three[path] != again[path]}
    assert fresh - FRESH == set(), "these answer differently each time, so nobody can compare them"
    told = {path for path in three if three[path] != four[path]} - fresh
    assert "/apps/events/{event}/" in told, "free places change, so whoever compares would see a count"
    assert told - set(MAY_SHOW) == set(), "a small count leaves here: give it to kit.leaving instead"


def test_twelve_people_are_shown_and_three_are_not(city: City) -> None:
    client = Client()
    for number in range(1, 4):
        city.somebody_comes(number)
    with time_machine.travel(city.at + timedelta(hours=2), tick=False):
        few = client.get("/statistics/").content.decode()
        sheet = client.get("/statistics/followers.csv").content.decode()
    for number in range(4, 13):
        city.somebody_comes(number)
    cache.clear()
    with time_machine.travel(city.at + timedelta(hours=2), tick=False):
        many = client.get("/statistics/").content.decode()

    assert "出しません" in few
    assert ">3<" not in few
    assert "手芸,x" in sheet
    assert many.count(">12<") == len(leaving.tables())


def test_a_table_that_staff_take_out_was_decided_about() -> None:
    """Counts for one's own work are exact; a new table that leaves a desk is looked at once."""
    found = {path for path in _paths(get_resolver()) if f"/{path}".startswith(STAFF) and TABLE.search(path)}
    assert found == set(STAFF_TABLES), "does it count people, and who gets it? Say so in STAFF_TABLES"


def _everything_public(city: City) -> dict[str, bytes]:
    """What each public address answers, by its pattern."""
    cache.clear()
    client = Client()
    names = {"key": city.event, "event": city.event, "number": "1", "extension": "csv", "size": "192"}
    said = {}
    for path in sorted(_paths(get_resolver())):
        if f"/{path}".startswith(STAFF):
            continue
        for pattern, address in _filled(path, names, city):
            answer = client.get(address)
            said[pattern] = CHANGES_BY_ITSELF.sub(b"", answer.getvalue())
    return said


def _filled(path: str, names: dict[str, str], city: City) -> Iterator[tuple[str, str]]:
    """The addresses of a pattern: every table of counts, the event, each form of its data set."""
    plain = "/" + path.removeprefix("^").removesuffix("$").replace("\\.", ".")
    if plain.startswith("/statistics/<"):
        for table in leaving.tables():
            address = f"/statistics/{table.key}.csv"
            yield address, address
        return
    if plain.startswith("/data/(?P<slug>"):
        for data in registry.datasets():
            for ending in ("csv", "json"):
                address = f"/data/{data.slug}.{ending}"
                yield address, address
        return
    shown = plain.replace("/events/<str:key>", "/events/{event}")
    yield (
        shown,
        quote(re.sub(r"<(?:\w+:)?(\w+)>", lambda found: names.get(found[1], "x"), plain), safe="/:.?=&"),
    )


def _paths(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _paths(one, path)
        elif isinstance(one, URLPattern):
            yield path
