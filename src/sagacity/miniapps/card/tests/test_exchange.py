"""What phone and city tell each other, and what is refused."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, RequestFactory

from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.testing import Actor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.miniapps.card import cards as on_home


def asks(actor: Actor, *numbers: str) -> dict[str, Any]:
    answer = actor.client.get("/apps/card/mine.json", {"card": list(numbers)})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return dict(answer.json())


def posts(actor: Actor, path: str, body: object) -> tuple[int, dict[str, Any]]:
    answer = actor.client.post(
        path, json.dumps(body), content_type="application/json", headers={"accept": "application/json"}
    )
    return answer.status_code, dict(answer.json())


def makes(actor: Actor, phone: Phone, **more: str) -> tuple[int, dict[str, Any]]:
    ticket = asks(actor)["ticket"]
    body = {"key": phone.jwk, "ticket": ticket, "proof": phone.proof(ticket), "label": "スマホ", **more}
    return posts(actor, "/apps/card/make/", body)


def shown(phone: Phone, said: dict[str, Any], at: datetime) -> str:
    phone.issued = cards.IssuedCard(
        cards.card(said["number"]), said["token"], said["handle"], said["code_secret"]
    )
    return phone.shows(at=at)


def test_a_proven_resident_makes_a_card_with_one_press(
    hanako: Actor, resident: policy.Person, phone: Phone, at: datetime
) -> None:
    status, said = makes(hanako, phone)

    assert status == 200
    assert cards.read(shown(phone, said, at), at=at).card == said["number"]
    assert asks(hanako, said["number"])["cards"] == {said["number"]: {}}


def test_the_face_names_the_holder_only_if_they_wish(
    hanako: Actor, resident: policy.Person, phone: Phone
) -> None:
    _status, said = makes(hanako, phone)
    ticket = asks(hanako)["ticket"]
    body = {"key": phone.jwk, "ticket": ticket, "proof": phone.proof(ticket), "show_name": True}
    _status, named = posts(hanako, "/apps/card/make/", body)

    assert (said["name"], named["name"]) == ("はなこ", "見本　花子")
    looked = [line for line in audit.latest() if line.action == "register.read"]
    assert [line.actor for line in looked] == [resident.key]


def test_a_newcomer_is_told_to_prove_who_they_are(hanako: Actor, phone: Phone) -> None:
    said = asks(hanako)
    status, problem = posts(hanako, "/apps/card/make/", {"key": phone.jwk})

    assert (said["signed_in"], said["may_make"], "ticket" in said) == (False, False, False)
    assert status == 403
    assert problem["needs"] == 2


@pytest.mark.parametrize(
    ("change", "status", "reason"),
    [
        ({"proof": "AAAA"}, 409, "proof"),
        ({"ticket": "made up"}, 409, "proof"),
        ({"key": {"kty": "EC"}}, 400, "proof"),
        ({"key": "text"}, 400, "proof"),
        ({"carriage": "urn:ngsi-ld:Carriage:none"}, 404, "carriage"),
    ],
    ids=["proof", "ticket", "key", "key that is text", "carriage"],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    change: dict[str, Any], status: int, reason: str, hanako: Actor, resident: policy.Person, phone: Phone
) -> None:
    assert makes(hanako, phone, **change) == (status, {"reason": reason})


@pytest.mark.parametrize("body", ["", "[]", "{", "7", "null"])
def test_what_is_no_object_is_refused(body: str, hanako: Actor, resident: policy.Person) -> None:
    answer = hanako.client.post("/apps/card/make/", body, content_type="application/json")

    assert answer.status_code == 400


def test_a_card_near_its_end_is_renewed_by_its_key_alone(
    hanako: Actor, resident: policy.Person, phone: Phone, at: datetime, morning: time_machine.Traveller
) -> None:
    _status, made = makes(hanako, phone)
    later = at + timedelta(days=65)
    morning.move_to(later)
    stranger = Actor()  # nobody signed in: the phone's session is over

    ticket = asks(stranger, made["number"])["cards"][made["number"]]["renew"]
    body = {"card": made["number"], "ticket": ticket, "proof": phone.proof(ticket)}
    status, said = posts(stranger, "/apps/card/renew/", body)

    assert status == 200
    assert said["number"] != made["number"]
    assert cards.read(shown(phone, said, later), at=later)
    assert posts(stranger, "/apps/card/renew/", {**body, "proof": Phone().proof(ticket)})[0] == 409


def test_a_phone_learns_that_its_card_has_ended_and_why(
    hanako: Actor, resident: policy.Person, phone: Phone
) -> None:
    _status, made = makes(hanako, phone)

    hanako.sends("/apps/card/phones/end/", card=made["number"], why="lost")

    assert "市民証を終わらせました" in hanako.sees()
    assert asks(hanako, made["number"])["cards"] == {made["number"]: {"ended": "lost"}}


def test_signing_out_on_the_phone_ends_its_card(
    hanako: Actor, resident: policy.Person, phone: Phone, at: datetime, deliver: Callable[..., int]
) -> None:
    _status, made = makes(hanako, phone)
    assert "この端末の市民証は終わり" in hanako.sees("/me/")

    hanako.sends("/me/sign-out/")
    deliver()

    assert cards.card(made["number"]).why == cards.Why.SESSION
    with pytest.raises(cards.Revoked):
        cards.read(shown(phone, made, at), at=at)


def test_another_resident_who_knows_the_number_cannot_end_a_card_by_signing_out(
    hanako: Actor, resident: policy.Person, phone: Phone, at: datetime, deliver: Callable[..., int]
) -> None:
    _status, made = makes(hanako, phone)
    again = Actor()
    proven_resident(inhabitant="urn:ngsi-ld:Inhabitant:other", at=at, actor=again)
    asks(again, made["number"])

    again.sends("/me/sign-out/")
    deliver()

    assert cards.card(made["number"]).holds(at)


def test_who_has_seen_the_picture_learns_only_whether_a_card_holds(
    hanako: Actor, resident: policy.Person, phone: Phone
) -> None:
    _status, made = makes(hanako, phone)
    stranger = Actor()
    assert asks(stranger, made["number"])["cards"] == {made["number"]: {}}

    hanako.sends("/apps/card/phones/end/", card=made["number"], why="lost")

    assert asks(stranger, made["number"], "unknown")["cards"] == {
        made["number"]: {"ended": "ended"},
        "unknown": {"ended": "ended"},
    }


def test_nobody_ends_the_card_of_another_from_the_list(
    hanako: Actor, resident: policy.Person, phone: Phone, at: datetime
) -> None:
    _status, made = makes(hanako, phone)
    other = Actor()
    proven_resident(inhabitant="urn:ngsi-ld:Inhabitant:other", at=at, actor=other)

    other.sends("/apps/card/phones/end/", card=made["number"], why="lost")

    assert "見つかりません" in other.sees()
    assert cards.card(made["number"]).holds(at)


def test_the_page_of_the_card_is_the_same_for_everybody(hanako: Actor, resident: policy.Person) -> None:
    mine, anybodys = hanako.client.get("/apps/card/"), Client().get("/apps/card/")

    assert mine.content == anybodys.content
    assert "はなこ" not in mine.content.decode()


def test_the_home_says_when_a_card_is_near_its_end(
    hanako: Actor, resident: policy.Person, phone: Phone, at: datetime
) -> None:
    makes(hanako, phone)
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in hanako.client.cookies.items()})

    assert on_home.cards(request, at) == []
    [card] = on_home.cards(request, at + timedelta(days=85))
    assert card.title == "市民証はあと5日です"
    assert on_home.offline(request) == ["/apps/card/"]
    assert on_home.offline(RequestFactory().get("/")) == []


def test_who_has_no_phone_reads_about_the_card_on_paper(hanako: Actor) -> None:
    assert "2年間使えます" in hanako.sees("/apps/card/without/")
