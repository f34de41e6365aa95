"""Places a device keeps."""

import json

from sagacity.identity.testing import Actor
from sagacity.miniapps.places.saved import MOST
from sagacity.miniapps.places.tests.conftest import Publish, key_of
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import aed


def test_a_saved_place_is_listed_and_can_be_let_go(hanako: Actor, example: None) -> None:
    key = key_of("やま公園")
    assert "保存した場所はありません" in hanako.sees("/apps/places/saved/")

    hanako.sends(f"/apps/places/{key}/save/", saved="1")
    assert "この端末に保存しています。" in hanako.sees()
    assert "やま公園" in hanako.sees("/apps/places/saved/")

    hanako.sends(f"/apps/places/{key}/save/", saved="0", back="saved")
    assert "保存した場所はありません" in hanako.sees()


def test_nothing_is_kept_of_somebody_who_only_looks(hanako: Actor, example: None) -> None:
    hanako.opens("/apps/places/")
    hanako.opens(f"/apps/places/{key_of('やま公園')}/")

    assert "sagacity_device" not in hanako.client.cookies


def test_the_phone_gets_what_it_needs_without_a_network(hanako: Actor, example: None) -> None:
    hanako.sends(f"/apps/places/{key_of('みほん小学校')}/save/", saved="1")

    answer = hanako.opens("/apps/places/saved.json")

    (one,) = json.loads(answer.content)["places"]
    assert one["name"] == "みほん小学校"
    assert one["designated_for"] == ["洪水", "地震"]
    assert one["url"] == f"/apps/places/{key_of('みほん小学校')}/"
    assert (one["latitude"], one["longitude"]) == (32.1012, 141.9034)
    assert "private" in answer["Cache-Control"]


def test_a_place_that_does_not_exist_cannot_be_saved(hanako: Actor, example: None) -> None:
    assert hanako.sends("/apps/places/urn:ngsi-ld:Place:none/save/", saved="1").status_code == 404


def test_saving_twice_keeps_it_once(hanako: Actor, example: None) -> None:
    for _time in range(2):
        hanako.sends(f"/apps/places/{key_of('やま公園')}/save/", saved="1")

    assert len(json.loads(hanako.opens("/apps/places/saved.json").content)["places"]) == 1


def test_a_full_device_says_what_to_do(hanako: Actor, publish: Publish) -> None:
    publish("aed", [aed(number, f"施設{number}") for number in range(1, MOST + 2)])
    every = [one.key for one in registry.find_places(limit=100).places]
    for key in every[:MOST]:
        assert hanako.sends(f"/apps/places/{key}/save/", saved="1").status_code == 200

    answer = hanako.sends(f"/apps/places/{every[MOST]}/save/", saved="1")

    assert answer.status_code == 409
    assert "使わない場所をはずしてから" in hanako.sees()


def test_a_look_alone_cannot_save(hanako: Actor, example: None) -> None:
    assert hanako.opens(f"/apps/places/{key_of('やま公園')}/save/").status_code == 405
