"""Receipts on paper: the first is the receipt, the next ones say so; the name is kept nowhere."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from pytest_django import Settings

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger import pack_files, receipt_paper
from sagacity.ledger.tests.paying import CLERK, TITLE

pytestmark = pytest.mark.django_db
NAME = "有限会社 佐賀ペンギン"


def _fields(paid: tuple[Actor, ledger.Bill], copy: int, name: str = "") -> str:
    """The words that are set on the page."""
    bill = ledger.bill(key=paid[1].key)
    made = ledger.PaperReceipt("0123456789AB", copy, bill.created_at)
    return " ".join(receipt_paper.fields_of(bill, made, name).values())


@pytest.fixture
def paid(at: datetime) -> tuple[Actor, ledger.Bill]:
    """Hanako, who paid 1,100 yen with tax inside."""
    hanako = Actor()
    bill = ledger.make_bill(
        client_key="hall",
        title=TITLE,
        amount=yen(1100),
        tax_percent=10,
        payer=sign_in(hanako),
        division="市民生活課",
        by=CLERK,
        at=at,
    )
    ledger.take_at_counter(client_key="c", bill=bill.key, till="窓口", received=yen(1100), by=CLERK, at=at)
    return hanako, bill


def _makes(paid: tuple[Actor, ledger.Bill], **said: str) -> bytes:
    hanako, bill = paid
    answer = hanako.sends(f"/pay/receipt/{bill.key}/paper/", **said)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def test_the_second_one_says_that_it_is_issued_again(
    paid: tuple[Actor, ledger.Bill], settings: Settings
) -> None:
    settings.INVOICE_NUMBER = "T1234567890123"

    pages = [_makes(paid, once=key) for key in ("a", "a", "b")]

    hanako, bill = paid
    payment = ledger.bill(key=bill.key).payments[0].key
    assert [one.copy for one in ledger.made_on_paper(payment=payment)] == [1, 2]
    assert {page[:5] for page in pages} == {b"%PDF-"}
    first, second = _fields(paid, 1), _fields(paid, 2)
    assert "再発行" not in first
    assert "再発行" in second
    said = ("1,100円", "登録番号 T1234567890123", "10%対象 1,100円（うち消費税 100円）")
    assert {words in first for words in said} == {True}
    assert "再発行" in hanako.sees(f"/pay/receipt/{bill.key}/")


def test_the_name_stands_on_it_and_nowhere_else(paid: tuple[Actor, ledger.Bill]) -> None:
    _makes(paid, once="a", named="yes", name=NAME)

    assert f"{NAME} 様" in _fields(paid, 1, NAME)
    assert "様" not in _fields(paid, 1)
    for model in apps.get_models():
        assert "ペンギン" not in serializers.serialize("json", model._base_manager.all(), ensure_ascii=False)


def test_a_name_that_is_wanted_and_not_written_is_asked_for(paid: tuple[Actor, ledger.Bill]) -> None:
    hanako, bill = paid

    answer = hanako.sends(f"/pay/receipt/{bill.key}/paper/", named="yes", name=" ")

    assert answer.status_code == 422
    assert "宛名を書くか" in hanako.sees()
    payment = ledger.bill(key=bill.key).payments[0].key
    assert ledger.made_on_paper(payment=payment) == ()


def test_a_character_the_font_lacks_is_named(paid: tuple[Actor, ledger.Bill]) -> None:
    hanako, bill = paid

    answer = hanako.sends(f"/pay/receipt/{bill.key}/paper/", named="yes", name="\U0003134a田")

    assert answer.status_code == 503
    assert "\U0003134a" in hanako.sees()


def test_nobody_else_makes_it(paid: tuple[Actor, ledger.Bill], resident_at: Callable[..., Actor]) -> None:
    _hanako, bill = paid

    assert resident_at(1).sends(f"/pay/receipt/{bill.key}/paper/").status_code == 404


def test_the_number_of_invoices_comes_from_the_pack_where_it_has_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.INVOICE_NUMBER = ""
    monkeypatch.setattr("sagacity.kit.city.api.folder", lambda: tmp_path)
    assert ledger.invoice_number() == ""

    (tmp_path / "receipts.toml").write_text(f"invoice_number = {json.dumps('T9999999999999')}")

    assert ledger.invoice_number() == "T9999999999999"


@pytest.mark.parametrize("text", ["invoice_number = ", 'invoice_number = "T12"', "other = 1"])
def test_a_pack_with_a_wrong_number_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "receipts.toml").write_text(text)

    assert [one.code for one in pack_files.look(tmp_path)] == ["receipts_broken", "lack_fees"]
