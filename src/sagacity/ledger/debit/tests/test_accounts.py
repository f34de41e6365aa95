"""Banks, branches, passbooks and names: what somebody types, and what the bank can use."""

from dataclasses import replace

import pytest

from sagacity.ledger.debit import banks, checking, letters, plan, postal
from sagacity.ledger.debit.testing.people import ACCOUNT, POSTAL
from sagacity.ledger.debit.types import Account, AccountKind


@pytest.mark.parametrize("words", ["佐賀銀行", "佐賀", "サガ", "さが", "ｻｶﾞ", "0179", "０１７９"])
def test_a_bank_is_found_by_name_kana_or_code_and_comes_first(words: str) -> None:
    assert banks.find_banks(words=words)[0].code == "0179"


@pytest.mark.parametrize(
    ("words", "code"), [("佐賀信用金庫", "1931"), ("佐賀県農業協同組合", "8762"), ("ゆうちょ", "9900")]
)
def test_the_full_name_finds_what_the_master_calls_shorter(words: str, code: str) -> None:
    assert code in [one.code for one in banks.find_banks(words=words)]


def test_a_branch_is_found_and_all_are_listed_in_order() -> None:
    assert banks.find_branches(bank="0179", words="本店")[0].code == "500"
    assert banks.find_branches(bank="0179", words="ありた")[0].name == "有田"
    every = banks.find_branches(bank="0179", limit=999)
    assert [one.kana for one in every] == sorted(one.kana for one in every)
    assert banks.find_branches(bank="0179", words="ふめいなことば") == ()


def test_nobody_finds_what_is_not_there() -> None:
    assert banks.find_banks(words="ふめいなことば") == ()
    assert banks.find_banks(words="") == ()
    with pytest.raises(banks.NoSuchBank):
        banks.branch("0002", "001")
    with pytest.raises(banks.NoSuchBranch):
        banks.branch("0179", "999")


@pytest.mark.parametrize(
    ("symbol", "number", "branch", "kind", "account"),
    [
        ("17760", "12345671", "778", "1", "1234567"),
        ("１７７６０", "１２３４５６７１", "778", "1", "1234567"),
        ("17760-1", "4561", "778", "1", "0000456"),
        ("01760", "123456", "179", "2", "0123456"),
    ],
)
def test_a_passbook_becomes_branch_kind_and_number(
    symbol: str, number: str, branch: str, kind: str, account: str
) -> None:
    said = postal.of_passbook(symbol=symbol, number=number)

    assert (said.branch, said.kind.value, said.number) == (branch, kind, account)


@pytest.mark.parametrize(
    ("symbol", "number", "field", "code"),
    [
        ("7760", "12345671", "symbol", "form"),
        ("17765", "12345671", "symbol", "end"),
        ("17760", "12345678", "number", "end"),
        ("17760", "123456781", "number", "form"),
        ("17760", "1", "number", "end"),
        ("01760", "1234567", "number", "long"),
        ("", "", "symbol", "form"),
    ],
)
def test_a_passbook_that_cannot_be_is_refused_where_it_is_wrong(
    symbol: str, number: str, field: str, code: str
) -> None:
    with pytest.raises(postal.BadPassbook) as caught:
        postal.of_passbook(symbol=symbol, number=number)

    assert (caught.value.field, caught.value.code) == (field, code)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("さが　しゅうへい", "ｻｶﾞ ｼﾕｳﾍｲ"),
        ("サガ  シュウ", "ｻｶﾞ ｼﾕｳ"),
        ("ｼﾞｮｰ ﾗｰﾒﾝ", "ｼﾞﾖ- ﾗ-ﾒﾝ"),
        ("Ａｂｃ（カ", "ABC(ｶ"),
        ("ヴィオラ", "ｳﾞｲｵﾗ"),
        ("ﾊﾟﾝ", "ﾊﾟﾝ"),
    ],
)
def test_a_name_is_written_as_banks_write_it(typed: str, said: str) -> None:
    assert letters.normal(typed) == said
    assert letters.forbidden(said) == []


def wrong(account: Account, *items: str) -> tuple[str, str, str]:
    there = plan.plan()
    with pytest.raises(checking.BadAccount) as caught:
        checking.checked(account, items=tuple(there.item(one) for one in items or ("resident_tax",)))
    return caught.value.field, caught.value.code, caught.value.found


def test_an_account_that_cannot_be_is_refused_with_what_is_wrong() -> None:
    assert wrong(replace(ACCOUNT, bank="0002")) == ("bank", "unknown", "")
    assert wrong(replace(ACCOUNT, branch="999")) == ("branch", "unknown", "999")
    assert wrong(replace(ACCOUNT, number="123456"))[:2] == ("number", "seven_digits")
    assert wrong(replace(ACCOUNT, number="0000000"))[:2] == ("number", "zeros")
    assert wrong(replace(ACCOUNT, holder=" "))[:2] == ("holder", "empty")
    assert wrong(replace(ACCOUNT, holder="ア" * 31))[:2] == ("holder", "long")
    assert wrong(replace(POSTAL, symbol="12345"))[:2] == ("symbol", "passbook_end")


def test_forbidden_characters_are_shown() -> None:
    assert wrong(replace(ACCOUNT, holder="髙橋　はな＠")) == ("holder", "letters", "髙 橋 @")


def test_an_account_for_taxes_takes_nothing_else() -> None:
    tax = replace(ACCOUNT, kind=AccountKind.TAX)

    assert wrong(tax, "resident_tax", "nursery_fee")[:2] == ("kind", "tax_only")
    assert checking.checked(tax, items=(plan.plan().item("resident_tax"),)).kind is AccountKind.TAX


def test_a_passbook_of_the_postal_bank_is_kept_as_branch_and_number() -> None:
    said = checking.checked(POSTAL, items=(plan.plan().item("resident_tax"),))

    assert (said.branch, said.number, said.symbol) == ("778", "1234567", "17760")
