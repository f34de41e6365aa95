"""Two people let data lie open; one closes it at once; what anyone sees is asked over real HTTP."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.looking.testing import answering
from sagacity.broker.testing import City
from sagacity.desks.data import models, openings
from sagacity.desks.data.tests.live import gauge, put
from sagacity.identity.testing import StaffActor
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
PAGE = "/desk/data/open/"
SAID = {
    "tenant": "",
    "service_path": "/sensors",
    "types": "RiverGauge",
    "reason": "市民が水位を見られるように",
}


@pytest.fixture
def anyone(settings: Settings) -> Iterator[City]:
    """Somebody without a key, before the platform of the desk."""
    put(gauge(), path="/sensors")
    put(broker.Thing("urn:ngsi-ld:Pump:1", "Pump", {"code": broker.Value("secret", "Text")}), path="/sensors")
    with answering(settings.BROKER_STORE, is_open=False) as found:
        yield found


def seen(anyone: City) -> list[str]:
    anyone.broker.keyring.look()
    headers = {"Fiware-Service": None, "Fiware-ServicePath": "/sensors"}
    answer = anyone.get("/v2/entities", headers=headers)
    return [one["type"] for one in answer.json] if answer.status == 200 else [str(answer.status)]


def proposed(koga: StaffActor) -> str:
    koga.sends(PAGE, what="propose", **SAID)
    [one] = openings.waiting()
    return f"{PAGE}proposals/{one.id}/"


def test_a_clerk_proposes_an_approver_opens_and_anyone_reads_these_types_alone(
    koga: StaffActor, nakamura: StaffActor, anyone: City
) -> None:
    assert seen(anyone) == ["401"]
    page = proposed(koga)
    assert "ほかの担当者の承認を待っています" in koga.sees()
    assert seen(anyone) == ["401"]

    shown = nakamura.opens(page).content.decode()
    assert "waterLevel" in shown
    assert "secret" not in shown
    nakamura.sends(page, what="approve")

    assert "公開しました" in nakamura.sees()
    assert seen(anyone) == ["RiverGauge"]
    assert "RiverGauge 1" in koga.sees(PAGE)
    lines = [line.action for line in audit.about(thing="broker::open:/sensors")]
    assert lines == ["broker.open.opened", "broker.open.asked"]


def test_whoever_proposes_cannot_approve(koga: StaffActor, nakamura: StaffActor, anyone: City) -> None:
    page = proposed(koga)

    assert koga.client.post(page, {"what": "approve"}).status_code == 403
    one = openings.waiting()[0]
    models.OpenProposal.objects.filter(pk=one.id).update(proposed_by=nakamura.key)
    nakamura.sends(page, what="approve")

    assert "自分で承認できません" in nakamura.sees()
    assert seen(anyone) == ["401"]
    with pytest.raises(IntegrityError), transaction.atomic():
        models.OpenProposal.objects.filter(pk=one.id).update(state="opened", decided_by=nakamura.key)


def test_what_anyone_would_see_is_shown_before_anything_is_asked(koga: StaffActor, anyone: City) -> None:
    everything = SAID | {"types": ""}

    page = koga.client.post(PAGE, {"what": "look", **everything}).content.decode()

    assert "だれにでも見えるもの" in page
    assert "Pump" in page
    assert "secret" in page
    assert openings.waiting() == []
    empty = koga.client.post(PAGE, {"what": "look", **SAID, "service_path": "/nothing"}).content.decode()
    assert "いまは何も見えません" in empty


def test_it_is_closed_at_once_after_a_question(koga: StaffActor, nakamura: StaffActor, anyone: City) -> None:
    nakamura.sends(proposed(koga), what="approve")
    assert seen(anyone) == ["RiverGauge"]
    asked = koga.sees(f"{PAGE}close/", tenant="", service_path="/sensors")
    assert "この公開を閉じますか" in asked
    assert seen(anyone) == ["RiverGauge"]

    koga.sends(f"{PAGE}close/", tenant="", service_path="/sensors", why="位置がちがう")

    assert "閉じました" in koga.sees()
    assert seen(anyone) == ["401"]
    koga.sends(f"{PAGE}close/", tenant="", service_path="/sensors", why="もう一度")
    assert "もう閉じています" in koga.sees()


def test_a_proposal_is_declined_with_a_reason_and_made_anew(
    koga: StaffActor, nakamura: StaffActor, anyone: City
) -> None:
    page = proposed(koga)
    again = koga.client.post(PAGE, {"what": "propose", **SAID})
    assert "もう承認を待っています" in again.content.decode()
    assert nakamura.client.post(page, {"what": "decline", "why": ""}).status_code == 422

    nakamura.sends(page, what="decline", why="種類を絞ってください")

    assert openings.waiting() == []
    assert nakamura.client.get(page).status_code == 404
    nakamura.sends(page, what="approve")
    assert "もう決まっています" in nakamura.sees()
    assert seen(anyone) == ["401"]
    assert proposed(koga) != page


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"service_path": "sensors"}, "/ で始めて"),
        ({"service_path": "/a b"}, "/ で始めて"),
        ({"service_path": ""}, "サービスパスを書いてください"),
        ({"tenant": "*"}, "英小文字"),
        ({"types": "水位"}, "英数字"),
        ({"reason": ""}, "理由を書いてください"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_the_field(
    koga: StaffActor, changed: dict[str, str], answer: str
) -> None:
    sent = koga.client.post(PAGE, {"what": "propose", **SAID, **changed})

    assert sent.status_code == 422
    assert answer in sent.content.decode()


def test_an_approver_proposes_nothing(nakamura: StaffActor) -> None:
    assert nakamura.client.post(PAGE, {"what": "propose", **SAID}).status_code == 403
