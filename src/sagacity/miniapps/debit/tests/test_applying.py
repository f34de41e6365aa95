"""Applying on a phone: four questions, the bank's page, and a sentence for whatever comes of it."""

import pytest
from pytest_django import Settings

from sagacity.identity.accounts.testing import ResidentAt
from sagacity.identity.testing import Actor
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.testing.bank import DemoBank, at_the_bank
from sagacity.miniapps.debit.tests.conftest import CHOICE, STEP, Holder

POSTAL = f"{STEP}?item=resident_tax&bank=9900"


def test_from_what_to_bank_to_branch_to_account(holder: Holder) -> None:
    assert "市県民税" in holder.sees("/apps/debit/new/")
    assert "佐賀" in holder.sees("/apps/debit/new/bank/", item="resident_tax")
    found = holder.sees("/apps/debit/new/bank/", item="resident_tax", q="佐賀信用金庫")
    assert "佐賀信金" in found
    assert "1931" in found
    assert "本店営業部" in holder.sees(
        "/apps/debit/new/branch/", item="resident_tax", bank="0179", q="ほんてん"
    )
    asked = holder.sees(CHOICE)
    assert "本店営業部" in asked
    assert "納税準備" in asked

    assert holder.applies().startswith("http://127.0.0.1:")

    assert "銀行の返事を待っています" in holder.sees(holder.page)
    assert "****456" in holder.sees()
    assert "0123456" not in holder.sees()


def test_a_step_without_the_one_before_leads_back(holder: Holder) -> None:
    assert "1つは選んでください" in holder.sees("/apps/debit/new/bank/")
    for path in ("/apps/debit/new/branch/?item=resident_tax", f"{STEP}?item=resident_tax&bank=0002"):
        assert "どの銀行ですか" in holder.sees(path)
    assert "見つかりませんでした" in holder.sees("/apps/debit/new/bank/", item="resident_tax", q="ふめい")
    assert "見つかりませんでした" in holder.sees(
        "/apps/debit/new/branch/", item="resident_tax", bank="0179", q="ふめい"
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "123456"}, "口座番号は7けたの数字です"),
        ({"number": "12a4567"}, "口座番号は7けたの数字です"),
        ({"number": "0000000"}, "すべて0です"),
        ({"holder": "見本　花子"}, "銀行で使えない文字があります：見 本 花 子"),
        ({"holder": "ア" * 31}, "濁点も1文字と数えて31文字"),
        ({"agree": ""}, "承知しているときは、しるしをつけてください"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_where_it_is_wrong(
    holder: Holder, fields: dict[str, str], sentence: str
) -> None:
    assert holder.applies(**fields) == ""

    assert sentence in holder.sees()
    assert debit.mandates_of(payer=holder.key) == ()


def test_an_account_for_taxes_takes_no_nursery_fee(holder: Holder) -> None:
    assert holder.applies(f"{STEP}?item=nursery_fee&bank=0179&branch=500", kind="3") == ""
    assert "納税準備の口座から払えるのは、税だけです" in holder.sees()


def test_a_passbook_of_the_postal_bank_is_typed_as_it_stands(holder: Holder, bank: DemoBank) -> None:
    assert "記号（5けた）" in holder.sees(POSTAL)
    assert holder.applies(POSTAL, symbol="17760", number="12345678") == ""
    assert "この記号の番号は1で終わります" in holder.sees()

    holder.applies(POSTAL, symbol="１７７６０", number="１２３４５６７１")

    (application,) = bank.applications.values()
    assert (application.asked["bank"], application.asked["branch"]) == ("9900", "778")
    assert application.asked["number"] == "1234567"


def test_a_double_tap_is_one_application_and_one_page_of_the_bank(holder: Holder, bank: DemoBank) -> None:
    assert holder.applies(once="the same") == holder.applies(once="the same") != ""
    assert len(bank.applications) == 1

    assert holder.applies(once="another") == ""
    assert "もう申込みの途中です" in holder.sees()


def test_whoever_closed_the_banks_page_goes_on_from_the_list(holder: Holder) -> None:
    address = holder.applies()
    assert "銀行の返事を待っています" in holder.sees("/apps/debit/")

    assert address in holder.sends(f"{holder.page}go/").content.decode()
    holder.sends(f"{holder.page}look/")
    assert "銀行の返事は、まだ来ていません" in holder.sees()

    at_the_bank(address, mischief="lost")
    holder.sends(f"{holder.page}look/")
    assert "口座振替を受け付けました" in holder.sees()


@pytest.mark.parametrize(
    ("mischief", "act", "sentence", "to_do"),
    [
        ("account", "agree", "口座番号が違うと、銀行が答えました", "支店と口座番号を確かめて"),
        ("name", "agree", "口座の名義が違うと、銀行が答えました", "カナの名前のとおりに入れて"),
        ("branch", "agree", "その支店は使えないと、銀行が答えました", "銀行に確かめて"),
        ("", "cancel", "銀行のページで手続きをやめました", "もう一度申し込んで"),
    ],
)
def test_a_refusal_says_what_happened_and_what_to_do(
    holder: Holder, mischief: str, act: str, sentence: str, to_do: str
) -> None:
    said = holder.at_the_bank(mischief=mischief, act=act)

    assert sentence in said
    assert to_do in said
    assert "納付書や「支払い」から払ってください" in said
    assert "もう一度申し込む" in said
    assert "/apps/debit/new/bank/?item=resident_tax" in holder.opens(holder.page).content.decode()
    holder.sends(f"{holder.page}go/")
    assert sentence in holder.sees()


def test_a_bank_that_is_away_keeps_the_application(
    holder: Holder, settings: Settings, bank: DemoBank
) -> None:
    settings.DEBIT_URL = "http://127.0.0.1:9"
    assert holder.applies() == ""

    assert "いま銀行につながりません" in holder.sees()
    assert "まだ銀行の手続きが終わっていません" in holder.sees(holder.page)
    holder.sends(f"{holder.page}go/")
    assert "少したってから、もう一度押してください" in holder.sees()

    settings.DEBIT_URL = bank.base
    assert bank.base in holder.sends(f"{holder.page}go/").content.decode()


def test_without_a_bank_page_the_counter_of_the_bank_takes_it(holder: Holder, settings: Settings) -> None:
    settings.DEBIT_URL = ""

    assert "銀行の窓口で申し込めます" in holder.sees("/apps/debit/")


def test_an_accepted_mandate_ends_when_its_resident_says_so(holder: Holder) -> None:
    assert "口座振替を受け付けました" in holder.at_the_bank()

    holder.sends(f"{holder.page}end/")

    assert "口座振替をやめました" in holder.sees()
    assert holder.mandate.state is debit.MandateState.ENDED


def test_below_the_citizen_card_there_is_no_door(
    resident_at: ResidentAt, hanako: Actor, bank: DemoBank
) -> None:
    for somebody in (hanako, resident_at(1)):
        for path in ("/apps/debit/", "/apps/debit/new/", CHOICE):
            said = somebody.sees(path)
            assert "だれかを確かめる" in said
            assert "口座振替を申し込む" not in said
            assert "口座番号" not in said


def test_nobody_sees_or_ends_the_mandate_of_another(holder: Holder, resident_at: ResidentAt) -> None:
    holder.at_the_bank()
    other = resident_at(2)

    assert other.opens(holder.page).status_code == 404
    for act in ("go", "look", "end"):
        assert other.sends(f"{holder.page}{act}/").status_code == 404
    assert holder.mandate.state is debit.MandateState.ACCEPTED


def test_the_banks_page_speaks_the_language_of_the_resident(bank: DemoBank, db: None) -> None:
    holder = Holder(language="vi")

    assert "Ghi nợ trực tiếp" in holder.sees("/apps/debit/")
    holder.applies()
    (application,) = bank.applications.values()
    assert application.language == "vi"
    assert application.asked["titles"] == ["Thuế cư dân"]


def test_no_address_and_no_log_holds_the_account(holder: Holder, caplog: pytest.LogCaptureFixture) -> None:
    holder.applies()

    assert "0123456" not in caplog.text
    assert holder.opens(holder.page).status_code == 200
    assert "0123456" not in holder.page
