from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.testing import PERMIT, publish

__all__ = ["CHIEF", "CLERK", "HANAKO"]

CASES = frozenset({identity.CASE_LOOK, identity.CASE_WORK, identity.CASE_ENTER})
DIVISION = "緑化推進課"
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", CASES, DIVISION)
COLLEAGUE = policy.Person("urn:ngsi-ld:Staff:eguchi", "江口", "staff", CASES, DIVISION)
CHIEF = policy.Person("urn:ngsi-ld:Staff:chief", "課長", "staff", CASES | {identity.CASE_DECIDE}, DIVISION)
HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "はなこ", "resident", level=2)
TARO = policy.Person("urn:ngsi-ld:Resident:taro", "たろう", "resident", level=2)
ANSWERS = {"name": {"family": "山田", "given": "花子"}, "purpose": "picnic", "people": 12}

Heard = list[tuple[str, Any]]
Publishes = Callable[..., None]


@pytest.fixture
def permit(db: None) -> str:
    """A permit to use a park: two stages, a check in each, four eyes."""
    publish(PERMIT)
    return "park"


class Story:
    """Who applies for a permit to use a park, and what the office does."""

    def __init__(self, at: datetime) -> None:
        self.at, self.count = at, 0

    def later(self, **more: float) -> datetime:
        self.at += timedelta(**(more or {"minutes": 1}))
        return self.at

    def applies(self, by: policy.Person = HANAKO, **more: Any) -> cases.Case:
        self.count += 1
        plain: dict[str, Any] = {
            "procedure": "park",
            "answers": ANSWERS,
            "by": by,
            "applicant": by.key,
            "channel": "app",
            "client_key": f"form-{self.count}",
            "at": self.at,
        }
        return cases.submit(**{**plain, **more})

    def checked(self) -> cases.Case:
        """A case that has come to the stage of the decision."""
        case = self.applies()
        cases.take(case=case.key, by=CLERK, at=self.later())
        return cases.pass_stage(case=case.key, checks=["place_is_free"], by=CLERK, at=self.later())


@pytest.fixture
def story(permit: str, at: datetime) -> Story:
    return Story(at)


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What a receiver of all news of cases hears, once the worker has delivered it."""
    found: Heard = []
    signals = (cases.case_submitted, cases.case_changed, cases.case_decided, cases.case_closed)
    for signal in signals:
        signal.receivers["heard"] = partial(_keep, found, signal.name)
    yield found
    for signal in signals:
        del signal.receivers["heard"]


def _keep(found: Heard, name: str, fact: Any) -> None:
    found.append((name, fact))
