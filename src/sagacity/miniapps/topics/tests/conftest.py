"""The invented city with its towns and themes, an editor by invitation, and people who read."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.clock import JAPAN
from sagacity.kit.testing.plugin import Deliver
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=JAPAN)


@pytest.fixture(autouse=True)
def mihon(
    db: None,
    deliver: Deliver,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[dict[str, str]]:
    """The towns of the invented city by name, its themes, and the clock at noon."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.MEDIA_ROOT = tmp_path / "files"
    path = city.folder() / "districts" / "towns.csv"
    with time_machine.travel(NOON, tick=False) as clock:
        Desk(at=NOON, deliver=deliver).publishes(path, name=path.name, kind="town", edition="2026-09-01")
        messaging.load_topics(city.folder() / "topics.toml", by=policy.SYSTEM, at=NOON)
        clock.shift(timedelta(minutes=1))
        yield {town.name: town.key for town in registry.towns()}


@pytest.fixture
def invite(ishii: StaffActor) -> Callable[..., str]:
    """Make an invitation at the desk; gives the code that stands on the page."""

    def make(name: str = "みなと公民館 川上", **more: Any) -> str:
        fields = {
            "client_key": f"form-{name}",
            "name": name,
            "areas": ["みなと小校区"],
            "towns": "",
            "topics": ["neighbourhood", "child-rearing"],
            "ends_on": "2027-03-31",
        } | more
        page = ishii.sends("/desk/topics/editors/invite/", **fields).content.decode()
        found = re.search(r"\b(?:[A-Z2-9]{4}-){4}[A-Z2-9]{4}\b", page)
        assert found, page
        return found[0]

    return make


@pytest.fixture
def kawakami(invite: Callable[..., str]) -> Actor:
    """A neighbourhood editor of みなと小校区, on a phone of her own."""
    actor = Actor(address="192.0.2.77")
    actor.sends("/apps/topics/invited/", code=invite())
    return actor


def post(**more: Any) -> dict[str, Any]:
    """What an editor types."""
    return {
        "client_key": "first",
        "topic": "neighbourhood",
        "areas": ["みなと小校区"],
        "title_ja": "もちつき大会",
        "body_ja": "12月6日の朝10時から、公民館の前でもちつきをします。",
        "days": "14",
        "link": "",
    } | more


def newest() -> messaging.Notice:
    return messaging.notices(app="topics").notices[0]


def area(name: str) -> str:
    """The area a town lies in, as the pages call it."""
    town = next(one for one in registry.towns() if one.name == name)
    return town.school_district or town.group
