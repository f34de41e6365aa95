"""The bank as a server of its own: the hand-off, the way back, the webhook, and all that goes wrong."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from django.test import Client
from pytest_django import Settings

from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.testing.news import announced
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit import health, models
from sagacity.ledger.debit.testing.bank import API_KEY, SECRET, DemoBank, at_the_bank, bank_running, looks_at
from sagacity.ledger.debit.testing.people import POSTAL, applies, resident
from sagacity.ledger.providers import signing

pytestmark = pytest.mark.django_db
WEBHOOK = "/debit/heard/bank/"
HANAKO = resident("hanako")


@pytest.fixture
def bank(settings: Settings) -> Iterator[DemoBank]:
    with bank_running(settings) as running:
        yield running


@pytest.fixture
def mandate(bank: DemoBank) -> debit.Mandate:
    """Hanako stands before the bank's page."""
    return _handed(applies(HANAKO, clock.now()))


def _handed(mandate: debit.Mandate) -> debit.Mandate:
    return debit.hand_over(mandate=mandate.key, by=HANAKO, at=clock.now())


def _now(mandate: debit.Mandate) -> tuple[str, str]:
    said = debit.mandate(key=mandate.key)
    return said.state.value, said.why.value


def _post(said: object, *, secret: str = SECRET, ago: timedelta = timedelta(0)) -> Any:
    body = json.dumps(said).encode()
    header = signing.sign(secret, body, at=clock.now() - ago)
    return Client(enforce_csrf_checks=True).post(
        WEBHOOK, body, content_type="application/json", headers={signing.HEADER: header}
    )


def _said(mandate: debit.Mandate, status: str = "accepted", **more: str) -> dict[str, str]:
    at = str(int(clock.now().timestamp()))
    return {"event": "bk_1", "id": "ma_1", "order": mandate.key, "status": status, "at": at, **more}


def test_the_bank_is_told_what_it_must_know_and_its_page_shows_it(mandate: debit.Mandate) -> None:
    page = looks_at(mandate.address).text

    assert mandate.state == "at_bank"
    assert "みほん市" in page
    assert "市県民税" in page
    assert "ﾐﾎﾝ ﾊﾅｺ" in page
    assert "****456" in page
    assert "0123456" not in page


def test_handed_over_twice_is_one_application(mandate: debit.Mandate, bank: DemoBank) -> None:
    assert _handed(mandate).address == mandate.address
    assert len(bank.applications) == 1


def test_a_passbook_goes_to_the_bank_as_branch_and_number(bank: DemoBank) -> None:
    _handed(applies(HANAKO, clock.now(), account=POSTAL))

    (application,) = bank.applications.values()
    assert (application.asked["branch"], application.asked["number"]) == ("778", "1234567")


def test_agreed_and_back_is_accepted(mandate: debit.Mandate) -> None:
    page = at_the_bank(mandate.address)
    answer = Client().get(page.path)

    assert answer.status_code == 302
    assert answer["Location"] == f"/apps/debit/{mandate.key}/"
    assert _now(mandate) == ("accepted", "")


@pytest.mark.parametrize("why", ["account", "name", "branch"])
def test_the_bank_refuses_on_demand_and_the_city_knows_why(mandate: debit.Mandate, why: str) -> None:
    Client().get(at_the_bank(mandate.address, mischief=why).path)

    assert _now(mandate) == ("refused", why)


def test_whoever_cancels_at_the_bank_is_refused_as_cancelled(mandate: debit.Mandate) -> None:
    Client().get(at_the_bank(mandate.address, act="cancel").path)

    assert _now(mandate) == ("refused", "cancelled")


def test_a_late_bank_is_asked_until_it_has_decided(mandate: debit.Mandate, bank: DemoBank) -> None:
    Client().get(at_the_bank(mandate.address, mischief="late").path)
    assert _now(mandate) == ("at_bank", "")
    assert "銀行で確かめています" in looks_at(mandate.address).text

    bank.applications[mandate.key].happens("accepted")
    later = clock.now() + timedelta(minutes=3)

    assert debit.look_after_all(at=later) == 1
    assert _now(mandate) == ("accepted", "")


def test_lost_news_is_asked_for(mandate: debit.Mandate) -> None:
    at_the_bank(mandate.address, mischief="lost")

    debit.look_after(mandate=mandate.key, at=clock.now())

    assert _now(mandate) == ("accepted", "")


def test_return_and_webhook_in_any_order_tell_it_once(mandate: debit.Mandate) -> None:
    page = at_the_bank(mandate.address)
    told = _said(mandate, event=page.brings["event"])

    for _ in range(2):
        assert _post(told).status_code == 204
        Client().get(page.path)

    assert models.BankEvent.objects.count() == 1
    assert len(announced("ledger.mandate_changed")) == 1


def test_a_forger_is_not_believed_by_any_door_and_stands_in_the_log(mandate: debit.Mandate) -> None:
    page = at_the_bank(mandate.address, mischief="forged")

    assert Client().get(page.path).status_code == 400
    assert _post(_said(mandate), secret="somebody else's").status_code == 400
    assert _post(_said(mandate), ago=timedelta(minutes=6)).status_code == 400
    assert _post(["no", "object"]).status_code == 400
    assert _post(_said(mandate, status="maybe")).status_code == 400
    assert _now(mandate) == ("at_bank", "")
    assert "debit.forged" in {line.action for line in audit.latest(limit=50)}


def test_a_return_that_was_altered_on_the_way_is_not_believed(mandate: debit.Mandate) -> None:
    page = at_the_bank(mandate.address, mischief="name")

    assert Client().get(page.path.replace("refused", "accepted")).status_code == 400
    assert _now(mandate) == ("at_bank", "")


def test_nothing_is_believed_of_what_was_never_handed_over(mandate: debit.Mandate) -> None:
    assert _post({**_said(mandate), "order": "urn:ngsi-ld:Mandate:none"}).status_code == 404
    assert Client().get("/debit/back/nobody/").status_code == 404
    assert _post({**_said(mandate), "long": "x" * 20_000}).status_code == 413


def test_a_hand_off_without_the_citys_signature_is_none(bank: DemoBank) -> None:
    body = json.dumps({"order": "urn:x", "bank": "0179", "signature": "t=1,v1=00"}).encode()
    request = Request(f"{bank.base}/v1/mandates", data=body, method="POST")
    request.add_header("Authorization", f"Bearer {API_KEY}")

    with pytest.raises(HTTPError) as caught:
        build_opener(ProxyHandler({})).open(request, timeout=10)

    assert caught.value.code == 400
    assert bank.applications == {}


def test_a_bank_that_is_away_leaves_the_application_as_it_is(bank: DemoBank, settings: Settings) -> None:
    made = applies(HANAKO, clock.now())
    settings.DEBIT_URL = "http://127.0.0.1:9"

    with pytest.raises(debit.ProviderAway):
        _handed(made)
    assert _now(made) == ("applied", "")
    with pytest.raises(debit.ProviderAway):
        health.bank_page()

    settings.DEBIT_URL = bank.base
    assert _handed(made).state == "at_bank"
    assert health.bank_page().ok


def test_without_a_connection_nobody_is_handed_over(settings: Settings) -> None:
    settings.DEBIT_URL = ""

    assert not debit.is_connected()
    assert health.bank_page().ok
    assert debit.look_after_all(at=clock.now()) == 0
    with pytest.raises(debit.NoBank):
        _handed(applies(HANAKO, clock.now()))


def test_an_application_that_nobody_ends_is_over_after_a_week(
    mandate: debit.Mandate, bank: DemoBank, at: datetime
) -> None:
    bank.applications[mandate.key].events[-1] = bank.applications[mandate.key].happens("pending", "bank")

    debit.look_after(mandate=mandate.key, at=at + timedelta(days=6))
    assert _now(mandate) == ("at_bank", "")
    debit.look_after(mandate=mandate.key, at=at + timedelta(days=8))

    assert _now(mandate) == ("refused", "timeout")


def test_the_page_of_the_bank_says_when_it_is_over(mandate: debit.Mandate) -> None:
    at_the_bank(mandate.address)

    assert "受け付けました" in looks_at(mandate.address).text
    assert at_the_bank(mandate.address, mischief="name").leads_to == ""
    assert debit.look_after(mandate=mandate.key, at=clock.now()).state == "accepted"
