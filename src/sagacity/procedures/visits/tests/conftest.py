from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures import api as procedures
from sagacity.procedures.visits import api as visits
from sagacity.procedures.visits import testing

MAY = frozenset({identity.CASE_ENTER, identity.ACCOUNT_HELP})
BABA = policy.Person("urn:ngsi-ld:Staff:baba", "馬場", "staff", MAY, "市民生活課")
NAGATA = policy.Person("urn:ngsi-ld:Staff:nagata", "永田", "staff", MAY, "市民生活課")


@pytest.fixture(autouse=True)
def _saga(at: datetime, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    procedures.accept_pack(at=at)
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def visit(at: datetime) -> visits.Visit:
    """A family that moves in: seven procedures of the guide's list and the after-school club."""
    handed = testing.handed_over(at=at).set
    return testing.opened(by=BABA, at=at, handed=handed, extra=("after_school_club",))
