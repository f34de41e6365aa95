"""A private calendar address: only the saved events, only for whoever has it, until it is taken back."""

import re
from datetime import datetime

import pytest
from icalendar import Calendar

from sagacity.identity.testing import Actor
from sagacity.kit import keeping
from sagacity.kit.testing.plugin import Deliver
from sagacity.miniapps.events import feeds, models
from sagacity.miniapps.events.tests.conftest import key_of
from sagacity.miniapps.events.tests.test_saved import save

pytestmark = pytest.mark.django_db
SAVED = "/apps/events/saved/"


def gets_an_address(actor: Actor) -> str:
    """The path of a new address, as its page shows it."""
    page = actor.sends(f"{SAVED}calendar/").content.decode()
    return str(re.search(r'value="http://testserver(/apps/events/saved/[^"]+\.ics)"', page)[1])  # type: ignore[index]


def reads(path: str) -> set[str]:
    """What a calendar without any cookie finds there."""
    answer = Actor().opens(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["summary"]) for one in Calendar.from_ical(answer.content.decode()).walk("VEVENT")}


def test_a_calendar_reads_what_is_saved_now_and_later(hanako: Actor, autumn: datetime) -> None:
    save(hanako, "親子体操")
    address = gets_an_address(hanako)
    assert reads(address) == {"親子体操"}

    save(hanako, "朝市")
    hanako.sends(f"/apps/events/{key_of('親子体操')}/save/", saved="0")

    assert reads(address) == {"朝市"}


def test_a_new_address_ends_the_old_one_and_both_end_at_a_press(hanako: Actor, autumn: datetime) -> None:
    save(hanako, "朝市")
    first = gets_an_address(hanako)
    second = gets_an_address(hanako)

    assert Actor().opens(first).status_code == 404
    assert reads(second) == {"朝市"}
    assert "アドレスをやめる" in hanako.sees(SAVED)
    hanako.sends(f"{SAVED}calendar/end/")
    hanako.sends(f"{SAVED}calendar/end/")
    assert Actor().opens(second).status_code == 404
    assert "アドレスをやめる" not in hanako.sees(SAVED)


def test_the_token_is_kept_nowhere_and_cannot_be_guessed(hanako: Actor, autumn: datetime) -> None:
    save(hanako, "朝市")
    token = gets_an_address(hanako).rpartition("/")[2].removesuffix(".ics")

    assert len(token) >= 43
    (row,) = models.SavedFeed.objects.values_list("device", "token_hash", "events")
    assert token not in str(row)
    assert Actor().opens(f"{SAVED}{token[:-1]}.ics").status_code == 404
    assert token not in hanako.sees(SAVED)


def test_the_feed_tells_nothing_but_events_and_is_kept_by_nobody(hanako: Actor, autumn: datetime) -> None:
    save(hanako, "朝市")
    answer = Actor().opens(gets_an_address(hanako))

    device = models.SavedFeed.objects.get().device
    assert device not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_a_device_that_is_forgotten_leaves_no_address(
    hanako: Actor, autumn: datetime, deliver: Deliver
) -> None:
    save(hanako, "朝市")
    address = gets_an_address(hanako)

    kept = keeping.everything_kept(person=models.SavedFeed.objects.get().device)
    assert kept["events"]["calendar_addresses"][0]["events"] == [key_of("朝市")]

    hanako.sends("/settings/forget/", sure="1")
    deliver()

    assert Actor().opens(address).status_code == 404
    assert models.SavedFeed.objects.count() == 0


def test_an_address_goes_with_its_device_and_can_be_ended_when_nothing_is_saved(
    hanako: Actor, autumn: datetime
) -> None:
    save(hanako, "朝市")
    address = gets_an_address(hanako)
    hanako.sends(f"/apps/events/{key_of('朝市')}/save/", saved="0")
    assert reads(address) == set()
    assert "アドレスをやめる" in hanako.sees(SAVED)

    feeds.move(old=models.SavedFeed.objects.get().device, new="urn:ngsi-ld:Device:other")
    assert reads(address) == set()
    feeds.end(device="urn:ngsi-ld:Device:other")
    assert Actor().opens(address).status_code == 404
