"""The two doors of a provider: what a browser brings back, and what the provider sends."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.ledger.providers import signing
from sagacity.ledger.providers.demo.server import DemoPay
from sagacity.ledger.testing.company import SECRET, at_the_company, payment_company
from sagacity.ledger.tests.paying import Asked, in_the_log, told

pytestmark = pytest.mark.django_db
WEBHOOK = "/pay/heard/hosted/"


@pytest.fixture
def company(settings: Settings) -> Iterator[DemoPay]:
    with payment_company(settings) as running:
        yield running


@pytest.fixture
def asked(company: DemoPay) -> Asked:
    return Asked(clock.now())


def _post(said: object, *, secret: str = SECRET, ago: timedelta = timedelta(0)) -> Any:
    body = json.dumps(said).encode()
    header = signing.sign(secret, body, at=clock.now() - ago)
    return Client(enforce_csrf_checks=True).post(
        WEBHOOK, body, content_type="application/json", headers={signing.HEADER: header}
    )


def _said(asked: Asked, payment: str, **more: str) -> dict[str, str]:
    return {
        "event": "ev_1",
        "id": "ch_1",
        "order": payment,
        "status": "settled",
        "amount": "300",
        "currency": "JPY",
        "at": str(int(asked.at.timestamp())),
        **more,
    }


def test_a_webhook_settles_and_a_second_one_changes_nothing(asked: Asked) -> None:
    said = _said(asked, asked.starts().key)

    assert [_post(said).status_code for _ in range(3)] == [204, 204, 204]
    assert asked.state == "paid"
    assert told("bill_paid") == 1


@pytest.mark.parametrize("first", ["return", "webhook"])
def test_return_and_webhook_may_come_in_any_order(asked: Asked, company: DemoPay, first: str) -> None:
    payment = asked.starts()
    page = at_the_company(payment.address, mischief="lost")
    told_by_both = {name: value for name, value in page.brings.items() if name != "signature"}

    if first == "webhook":
        _post(told_by_both)
    back = Client().get(page.path)
    again = Client().get(page.path)
    if first == "return":
        _post(told_by_both)

    assert back["Location"] == again["Location"] == "/apps/pay/"
    assert asked.state == "paid"
    assert told("bill_paid") == 1


def test_a_forged_webhook_is_refused_and_stands_in_the_log_once(asked: Asked) -> None:
    said = _said(asked, asked.starts().key)

    assert _post(said, secret="a guess").status_code == 400
    assert _post(said, secret="a guess").status_code == 400
    assert _post(said, ago=timedelta(minutes=6)).status_code == 400

    assert asked.state == "open"
    assert in_the_log("forged") == 2  # a wrong signature, and an old one
    assert in_the_log("hear") == 0


def test_a_forged_return_is_explained_and_changes_nothing(asked: Asked, hanako: Actor) -> None:
    page = at_the_company(asked.starts().address, mischief="forged")

    answer = hanako.opens(page.path)

    assert answer.status_code == 400
    assert "正しい署名がない" in hanako.sees()
    assert asked.state == "open"
    assert in_the_log("forged") == 1


def test_a_changed_return_is_forged(asked: Asked, hanako: Actor) -> None:
    page = at_the_company(asked.starts().address, mischief="declined")

    assert hanako.opens(page.path.replace("failed", "settled")).status_code == 400
    assert asked.state == "open"


@pytest.mark.parametrize("said", ["text", [], {"order": "x"}, {"status": "gold"}, {"amount": "1e9"}])
def test_signed_nonsense_changes_nothing(asked: Asked, said: object) -> None:
    if isinstance(said, dict) and "order" not in said:
        said = _said(asked, asked.starts().key, **said)

    assert _post(said).status_code == 400
    assert asked.state == "open"


def test_what_is_too_long_is_not_read(asked: Asked) -> None:
    assert _post({"event": "x" * 20_000}).status_code == 413


def test_nobody_knows_the_payment_or_the_provider(asked: Asked) -> None:
    assert _post(_said(asked, "urn:ngsi-ld:Payment:nobody")).status_code == 404
    assert Client().get("/pay/back/gold/").status_code == 404
    assert (
        Client().post("/pay/heard/counter_cash/", b"{}", content_type="application/json").status_code == 400
    )
    assert Client().get(WEBHOOK).status_code == 405
