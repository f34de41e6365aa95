"""Hanako at her browser, proven at a counter; the phone is one of software."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import Actor
from sagacity.kit import policy


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def resident(hanako: Actor, at: datetime) -> policy.Person:
    """Hanako's browser is signed in from here on."""
    return proven_resident(inhabitant=enrolled(at=at).key, at=at, actor=hanako)


@pytest.fixture
def phone() -> Phone:
    return Phone()
