"""A resident who lives in the invented city, and what the city says to her."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import RequestFactory

from sagacity.identity import api as identity
from sagacity.identity.testing import Actor
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import crier
from sagacity.registry.tests.towns import towns

__all__ = ["crier", "towns"]


@pytest.fixture(autouse=True)
def morning(at: datetime) -> Iterator[time_machine.Traveller]:
    """Pages ask the clock: it stands at nine on a Tuesday, and a story may move it."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def tamaki(towns: dict[str, str], deliver: Callable[..., int]) -> Actor:
    """A resident of みなと一丁目, by the phone on which she chose it."""
    actor = Actor()
    actor.chooses_district(towns["みなと一丁目"])
    deliver()
    return actor


def person_of(actor: Actor) -> str:
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in actor.client.cookies.items()})
    return identity.device_of(request).key


def to_school(name: str = "みなと小校区") -> messaging.Audience:
    return messaging.Audience(school_districts=(name,))
