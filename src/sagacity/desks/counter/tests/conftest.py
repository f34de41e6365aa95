"""Two clerks of one division, one of another, and Hanako who wants to use the park."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps

from sagacity.identity.cards.testing import proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.testing import PERMIT

DIVISION = "緑化推進課"
WORKS = ("case_clerk", "case_decider")
PURPOSE = "公園の申請の審査のため"
ANSWERS: dict[str, Any] = {
    "name": {"family": "山田", "given": "花子"},
    "purpose": "picnic",
    "people": 12,
    "illness": "ひみつの病気",
}


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """Pages ask the clock: it stands at nine on a Tuesday."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def noda(db: None) -> StaffActor:
    return StaffActor("noda", "野田 みどり", DIVISION, WORKS)


@pytest.fixture
def ono(db: None) -> StaffActor:
    return StaffActor("ono", "小野 さくら", DIVISION, WORKS)


@pytest.fixture
def stranger(db: None) -> StaffActor:
    """A clerk of a division that has nothing to do with parks."""
    return StaffActor("hoka", "別府 遠", "会計課", WORKS)


@pytest.fixture
def permit(db: None) -> str:
    """A permit to use a park: two stages, a check in the first, four eyes in the second."""
    return publish(PERMIT)


@pytest.fixture
def applicant(db: None, at: datetime) -> policy.Person:
    return proven_resident(inhabitant=enrolled(at=at).key, at=at)


@pytest.fixture
def case(permit: str, applicant: policy.Person, at: datetime) -> cases.Case:
    return applies(applicant, at=at)


def publish(text: str) -> str:
    """Let a definition be in force, as if the builder had published it."""
    found = procedures.read(text=text)
    apps.get_model("procedures", "Published").objects.update_or_create(
        procedure=found.key,
        version=found.version,
        defaults={
            "text": text,
            "digest": hashlib.sha256(text.encode()).hexdigest(),
            "published_at": clock.now(),
        },
    )
    return found.key


def applies(by: policy.Person, *, at: datetime, key: str = "form-1", **answers: Any) -> cases.Case:
    """A case that came from a telephone."""
    return cases.submit(
        procedure="park",
        answers={**ANSWERS, **answers},
        by=by,
        applicant=by.key,
        channel="app",
        client_key=key,
        at=at,
    )


def page_of(case: cases.Case, rest: str = "") -> str:
    return f"/desk/counter/{case.key}/{rest}"


def opens(clerk: StaffActor, case: cases.Case, purpose: str = PURPOSE) -> str:
    """The words on the screen of a case, once the clerk has said for what."""
    assert clerk.sends(page_of(case, "open/"), purpose=purpose).status_code == 200
    return clerk.sees()


def presses(clerk: StaffActor, case: cases.Case, what: str, *, once: int = 1, **said: Any) -> Any:
    """Send a form of the screen as it stands now."""
    seen = said.pop("seen", cases.case(key=case.key).events)
    sent = {"once": f"7f0c5f9e-1f5e-4c3a-9c33-7d1f3f0d{once:04d}", "seen": seen, **said}
    return clerk.sends(page_of(case, what), **sent)
