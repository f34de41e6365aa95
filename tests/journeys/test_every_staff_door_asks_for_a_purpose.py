"""Every door of staff is tried with the keys of one resident and no purpose: none shows who she is."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from sagacity.checkin import api as checkin
from sagacity.identity import roles
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import StaffActor
from sagacity.identity.verification import questions, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BORN, ADDRESS = date(1977, 7, 7), "例示県例示市珊瑚礁七丁目7番77号"
HER = register.Entry(
    number="7777",
    name="金銀　珊瑚",
    kana="コガネシロ　サンゴ",
    birth_date=BORN,
    sex="female",
    address=ADDRESS,
    household="7007",
)
SIGNS = (HER.name, "サンゴ", "珊瑚礁")  # none of them is typed by whoever tries
PURPOSE = "住民票の交付のため"
# Doors that show her once a purpose is said: were one of them not found, the walk would prove nothing.
KNOWN = {"staff/cards/", "staff/verification/<str:key>/", "desk/reception/<str:key>/roster/"}


def _doors(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _doors(entry, path)
        elif isinstance(entry, URLPattern):
            rule = policy.rule_of(entry.callback)
            if rule and rule.needs_staff:
                yield path


DOORS = sorted(set(_doors(get_resolver())))


class Walk:
    """Somebody with every role, who tries each door with each key; after each try all is as before."""

    def __init__(self, clerk: StaffActor, keys: tuple[str, ...], typed: dict[str, str]) -> None:
        self.clerk, self.keys, self.typed = clerk, keys, typed
        self.tried = 0

    def doors_that_show_her(self, doors: Iterable[str], **more: str) -> set[str]:
        found = set()
        for door in doors:
            for path in self._paths(door):
                if any(self._shows(answer) for answer in self._tries(path, {**self.typed, **more})):
                    found.add(door)
        return found

    def _paths(self, door: str) -> set[str]:
        plain = re.sub(r"<int:\w+>", "1", f"/{door}")
        return {re.sub(r"<[^>]+>", key, plain) for key in self.keys}

    def _tries(self, path: str, said: dict[str, str]) -> Iterator[HttpResponse]:
        cookies = {name: each.value for name, each in self.clerk.client.cookies.items()}
        for try_it in (self.clerk.opens, self.clerk.sends):
            before = transaction.savepoint()
            self.tried += 1
            yield try_it(path, **said)
            transaction.savepoint_rollback(before)
            self.clerk.client.cookies.load(cookies)

    @staticmethod
    def _shows(answer: HttpResponse) -> bool:
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        said = text.decode("utf-8", "replace")
        return answer.status_code < 400 and any(sign in said for sign in SIGNS)


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def walk(staff_with: Callable[..., StaffActor], at: datetime) -> Walk:
    """She lives here, has an account and a card, waits for a decision, and is at a fair and at a shelter."""
    clerk = staff_with("subete", *(role.key for role in roles.ROLES), name="全部 持子")
    inhabitant = enrolled(HER, at=at).key
    resident = proven_resident(inhabitant=inhabitant, at=at)
    phone = Phone()
    card = phone.takes_a_card(resident, at=at)
    facts = types.ProvenFacts(name=HER.name, birth_date=BORN, sex="female", address=ADDRESS)
    question = questions.ask(
        resident=resident.key,
        proven=types.Proven(subject="s", facts=facts, is_checked_for_revocation=True, at=at),
        match=register.match(name="別人", birth_date=BORN, sex="female", address=""),
        at=at,
    )
    receptions = [_she_is_at(purpose, phone, clerk, at) for purpose in checkin.Purpose]
    keys = (inhabitant, resident.key, card.number, question.key, *receptions)
    typed = {
        "name": "金銀珊瑚",
        "birth_date": "1977-07-07",
        "inhabitant": inhabitant,
        "card": card.number,
        "code": phone.code(at=at),
        "q": "金銀",
        "person": inhabitant,
    }
    return Walk(clerk, keys, typed)


def _she_is_at(purpose: checkin.Purpose, phone: Phone, clerk: StaffActor, at: datetime) -> str:
    reception = checkin.open_reception(
        subject=f"urn:ngsi-ld:Place:{purpose}",
        title="受付",
        purpose=purpose,
        asks_name=True,
        by=clerk.person,
        at=at,
    )
    typed = {"once": "7f0c5f9e-1f5e-4c3a-9c33-7d1f3f0d0a01", "code": phone.code(at=at), "kind": "check_in"}
    typed["once"] = typed["once"][:-1] + str(len(purpose))
    assert clerk.sends(f"/desk/reception/{reception.key}/code/", **typed).status_code == 200
    assert checkin.count(reception=reception.key).here == 1
    return reception.key


def test_without_a_purpose_no_door_of_staff_shows_her_and_with_one_the_known_ones_do(walk: Walk) -> None:
    assert walk.doors_that_show_her(DOORS) == set()
    assert [line.purpose for line in audit.latest(limit=1000) if line.action == "register.read"] == []

    assert walk.tried > len(DOORS) * 3

    assert walk.doors_that_show_her(KNOWN, purpose=PURPOSE, reason=PURPOSE) == KNOWN
