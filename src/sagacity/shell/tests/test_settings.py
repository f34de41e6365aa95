"""Settings: what this device remembers can be read, taken along and forgotten."""

import json

import pytest

from sagacity.identity.testing import Actor
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry

pytestmark = pytest.mark.django_db


def test_a_newcomer_reads_that_nothing_is_remembered(hanako: Actor) -> None:
    assert "何もおぼえていません" in hanako.sees("/settings/")


def test_what_is_remembered_can_be_read_and_taken_along(hanako: Actor, example: None) -> None:
    town = registry.towns()[0]
    hanako.chooses_district(town.key)
    hanako.sends("/shelf/change/", key="garbage", act="down")

    page = hanako.sees("/settings/")
    file = json.loads(hanako.opens("/settings/export.json").content)

    assert town.name in page
    assert "ホームの並びと案内" in page
    assert file["district"] == town.key
    assert [note["value"]["on"] for note in file["notes"]] == [["places", "garbage"]]


def test_everything_is_forgotten_here_and_in_the_browser(hanako: Actor, example: None) -> None:
    hanako.chooses_district(registry.towns()[0].key)

    answer = hanako.client.post("/settings/forget/")

    assert "storage" in answer["Clear-Site-Data"]
    assert json.loads(hanako.opens("/settings/export.json").content) == {}
    assert "何もおぼえていません" in hanako.sees("/settings/")


def test_what_other_rooms_keep_is_shown_taken_along_and_forgotten_at_once(
    hanako: Actor, example: None
) -> None:
    town = registry.towns()[0]
    hanako.chooses_district(town.key)
    file = json.loads(hanako.opens("/settings/export.json").content)
    person = file["device"]

    assert file["messaging"]["marks"] == [{"kind": "district", "value": town.key}]
    assert "お知らせの受け取り方と、届いたお知らせ" in hanako.sees("/settings/")

    hanako.sends("/settings/forget/")

    assert messaging.everything_kept(person=person) == {}


def test_the_sources_are_named_with_their_licence(hanako: Actor, example: None) -> None:
    data = registry.datasets()[0]

    page = hanako.sees("/about/")

    assert data.title["ja"] in page
    assert data.licence in page
