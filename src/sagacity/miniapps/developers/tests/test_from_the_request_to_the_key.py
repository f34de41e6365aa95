"""Somebody reads what lies open, asks for a key; two people decide; it is taken once and can be revoked."""

import json
import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.passing.testing import passed_on, stay_in_an_orion
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.audit import api as audit
from sagacity.kit.ui.missing import missing_strings
from sagacity.miniapps.developers import models, requests
from sagacity.miniapps.developers.types import Request

DESK = "/desk/developers/"
APP = "/apps/developers/"
ASKED = {
    "client_key": "form",
    "name": "みほんアプリ",
    "holder": "みほん株式会社",
    "contact": "mihon@example.jp",
    "purpose": "トイレの数を読みます。",
}
TERMS = {
    "tenant": "",
    "service_path": "/opendata",
    "types": "PublicToilet",
    "attributes": "stalls, name",
    "may": ["read", "write"],
    "per_minute": 60,
    "per_day": 1000,
    "days": 30,
}


def asks(somebody: Actor) -> str:
    """The address at which the request can be followed."""
    answer = somebody.sends(f"{APP}request/", **ASKED)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.wsgi_request.path)  # type: ignore[attr-defined]


def only() -> Request:
    (one,) = requests.waiting()
    return one


def decides(staff: StaffActor, what: str, **more: object) -> int:
    return staff.sends(f"{DESK}requests/{only().key}/", what=what, **more).status_code


def approved(hanako: Actor, ito: StaffActor, sato: StaffActor) -> str:
    address = asks(hanako)
    assert decides(ito, "propose", **TERMS) == 200
    assert decides(sato, "approve") == 200
    return address


def taken(somebody: Actor, address: str) -> str:
    page = somebody.sends(address).content.decode()
    found = re.search(r"sgk_[\w-]{40,}", page)
    assert found, page
    return found[0]


def test_what_lies_open_is_listed_and_nothing_else(hanako: Actor) -> None:
    page = hanako.sees(APP)

    assert "PublicToilet" in page
    assert "Secret" not in page
    assert hanako.opens(f"{APP}types/Secret/").status_code == 404


def test_a_type_has_a_sample_a_schema_and_a_licence(hanako: Actor) -> None:
    page = hanako.sees(f"{APP}types/PublicToilet/")
    schema = json.loads(hanako.opens(f"{APP}types/PublicToilet/schema.json").content)

    assert "CC0-1.0" in page
    assert "えきまえ" in page
    assert "ここに答えが出ます。" in page
    assert schema["properties"]["stalls"] == {"type": "number", "examples": [3]}
    assert schema["required"] == ["id", "type", "name", "stalls", "note"]


def test_a_key_is_asked_for_decided_by_two_and_taken_once(
    hanako: Actor, ito: StaffActor, sato: StaffActor
) -> None:
    address = asks(hanako)
    assert "申込みを受けつけました" in hanako.sees(address)
    assert decides(ito, "propose", **TERMS) == 200
    decides(sato, "approve")
    assert "承認されました" in hanako.sees(address)

    secret = taken(hanako, address)

    assert "sgk_" not in hanako.sends(address).content.decode()
    assert secret not in hanako.sees(address)
    (key,) = broker.all_keys()
    assert key.grants == (
        broker.Grant(
            path="/opendata", types=("PublicToilet",), attributes=("stalls", "name"), may=("read", "write")
        ),
    )
    assert (key.holder, key.per_minute, key.prefix) == ("みほん株式会社", 60, secret[:10])
    row = models.KeyRequest.objects.get()
    assert [line.action for line in audit.about(thing=row.key)] == [
        "key_request.taken",
        "key_request.approved",
        "key_request.proposed",
        "key_request.asked",
    ]


def test_whoever_decides_what_a_key_may_do_does_not_approve_it(
    hanako: Actor, staff_with: Callable[..., StaffActor]
) -> None:
    both = staff_with("both", "data_clerk", "data_approver", name="二役")
    asks(hanako)
    decides(both, "propose", **TERMS)

    decides(both, "approve")

    assert only().state == "proposed"
    assert "ほかの担当者に頼んでください" in both.sees(f"{DESK}requests/{only().key}/")
    with pytest.raises(IntegrityError):
        models.KeyRequest.objects.update(state="approved", decided_by_key=only().proposed_by_key)


def test_nobody_without_the_work_decides(
    hanako: Actor, ito: StaffActor, sato: StaffActor, staff_with: Callable[..., StaffActor]
) -> None:
    asks(hanako)
    other = staff_with("other", "product_clerk", name="よそ")

    assert other.opens(DESK).status_code == 403
    assert decides(sato, "propose", **TERMS) == 403
    assert decides(ito, "propose", **TERMS) == 200
    assert decides(ito, "approve") == 403


def test_a_reach_that_cannot_be_is_sent_back_with_the_reason(hanako: Actor, ito: StaffActor) -> None:
    asks(hanako)

    page = ito.sends(f"{DESK}requests/{only().key}/", what="propose", **(TERMS | {"may": ["administer"]}))

    assert page.status_code == 422
    assert "テナント全体だけです" in page.content.decode()
    assert only().state == "asked"


def test_a_declined_request_says_why(hanako: Actor, sato: StaffActor) -> None:
    address = asks(hanako)

    assert decides(sato, "decline", why="") == 422
    decides(sato, "decline", why="使いみちを書いてください。")

    assert "使いみちを書いてください。" in hanako.sees(address)
    assert "sgk_" not in hanako.sends(address).content.decode()
    assert broker.all_keys() == []


def test_a_revoked_key_opens_nothing_and_the_log_says_who(
    hanako: Actor, ito: StaffActor, sato: StaffActor
) -> None:
    taken(hanako, approved(hanako, ito, sato))
    (key,) = broker.all_keys()
    assert key.revoked is None

    ito.sends(f"{DESK}keys/{key.id}/", why="もれた")

    assert broker.one_key(key.id).revoked is not None
    assert [(event.what, event.who) for event in broker.key_events(key.id)][-1] == ("revoked", "伊東 データ")
    (line,) = audit.about(thing=requests.thing_of(key.id))
    assert (line.action, line.purpose, line.actor_name) == ("broker_key.revoked", "もれた", "伊東 データ")
    assert "この鍵は止められています" in ito.sees(f"{DESK}keys/{key.id}/")


def test_the_desk_shows_requests_and_keys(hanako: Actor, ito: StaffActor, sato: StaffActor) -> None:
    assert "待っている申込みはありません。" in ito.sees(DESK)
    taken(hanako, approved(hanako, ito, sato))

    assert "みほんアプリ" in ito.sees(DESK)


def test_the_address_of_a_request_is_known_to_the_asker_alone(hanako: Actor) -> None:
    address = asks(hanako)

    assert address.rstrip("/").rpartition("/")[2] not in str(models.KeyRequest.objects.values().get())
    assert hanako.opens(f"{APP}requests/guessed/").status_code == 404


def test_a_form_sent_twice_makes_one_request(hanako: Actor) -> None:
    asks(hanako)

    assert hanako.sends(f"{APP}request/", **ASKED).status_code == 422
    assert models.KeyRequest.objects.count() == 1


def test_no_text_lacks_a_language() -> None:
    staff = ("desk*.py", "templates/developers/desk_*.html")
    assert missing_strings(package="sagacity.miniapps.developers", staff_files=staff) == []


def test_the_schema_of_a_type_is_that_of_its_model(hanako: Actor) -> None:
    broker.keep_models([("PublicToilet", "公衆トイレ一覧", {"title": "PublicToilet", "required": ["name"]})])
    toilet = broker.Thing(
        "urn:ngsi-ld:PublicToilet:1", "PublicToilet", {"name": broker.Value("駅前", "Text")}
    )
    broker.put_things(tenant="", path="/opendata", about={"p": [toilet]})

    answer = hanako.client.get(f"{APP}types/PublicToilet/schema.json")

    assert answer.json() == {"title": "PublicToilet", "required": ["name"]}
    assert "国の標準の表から作った型です。" in hanako.client.get(f"{APP}types/PublicToilet/").content.decode()


def test_what_lies_open_in_an_orion_is_in_the_catalogue_with_a_mark(
    hanako: Actor, settings: Settings
) -> None:
    sample = {"id": "G1", "type": "Gauge", "level": {"type": "Number", "value": 1.5, "metadata": {}}}
    gauges = broker.KindThere("Gauge", 42, {"level": ("Number",)}, sample)
    url = "http://10.0.0.5:1026"
    stay_in_an_orion(settings, tenant="water", url=url, kind=gauges, path="/open")

    shelf, page = hanako.sees(APP), hanako.sees(f"{APP}types/Gauge/")

    assert "42件" in shelf
    assert "データは別のOrionにあります" in shelf
    assert "データは別のOrionにあります" in page
    assert "1.5" in page
    assert url not in shelf + page  # addresses inside are for staff


def test_changes_that_went_on_to_an_orion_stand_with_their_key(koga: StaffActor) -> None:
    terms = broker.KeyTerms("a key", "Test Ltd.", "test@example.jp", (broker.Grant(),))
    key, _ = broker.give_key(terms, who="a test")

    passed_on(key.id, method="PATCH", target="/v2/entities/G1/attrs", status=204)
    passed_on(key.id, method="DELETE", target="/v2/entities/G2", status=0)

    page = koga.sees(f"{DESK}keys/{key.id}/")
    assert "PATCH /v2/entities/G1/attrs204" in page
    assert "DELETE /v2/entities/G2不明" in page
