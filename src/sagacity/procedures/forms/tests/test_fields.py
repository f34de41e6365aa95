"""What was typed becomes answers, and answers become words, sign for sign."""

import pytest
from django.http import QueryDict

from sagacity.procedures.forms.fields.days import DayParts, joined, parted
from sagacity.procedures.forms.fields.found import Found
from sagacity.procedures.forms.fields.lookups import look_up
from sagacity.procedures.forms.fields.said import said, unusual_signs
from sagacity.procedures.forms.fields.typed import typed, typed_row_act
from sagacity.procedures.forms.types import Member
from sagacity.procedures.testing import define


def _post(**fields: object) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            post.appendlist(f"a.{name.replace('__', '.')}", str(one))
    return post


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (DayParts(), ""),
        (DayParts("", "2026", "4", "1"), "2026-04-01"),
        (DayParts("", "２０２６", "４", "１"), "2026-04-01"),
        (DayParts("令和", "8", "4", "1"), "令和8年4月1日"),
        (DayParts("平成", "元", "1", "8"), "平成元年1月8日"),
        (DayParts(text=" R8.4.1 "), "R8.4.1"),
        (DayParts("", "2026", "", ""), "2026--"),
    ],
)
def test_a_day_is_read_from_its_fields(parts: DayParts, text: str) -> None:
    assert joined(parts) == text


def test_a_day_with_a_fault_stands_in_its_fields_again() -> None:
    assert parted("令和8年13月1日") == DayParts("令和", "8", "13", "1")
    assert parted("2026-04-01") == DayParts("", "2026", "4", "1")
    assert parted("いつか") == DayParts(text="いつか")


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("見本　花子", []),
        ("𠮷田", ["𠮷"]),
        ("髙橋", ["髙"]),
        ("葛\U000e0101城", ["葛\U000e0101"]),
        ("渡邉 𠮷\U000e0100", ["𠮷\U000e0100"]),
    ],
)
def test_signs_that_others_replace_are_named(name: str, signs: list[str]) -> None:
    assert unusual_signs(name) == signs
    assert unusual_signs({"family": name, "given": ""}) == signs


def test_every_kind_is_read_from_a_page() -> None:
    definition = define(
        name='kind = "name"',
        who='kind = "household"',
        tick='kind = "choices"\noption = [{key = "x", label = {ja = "x"}}, {key = "y", label = {ja = "y"}}]',
        rows='kind = "table"\ncolumn = [{key = "n", kind = "number", label = {ja = "n"}}]',
        place='kind = "address"',
        yes='kind = "consent"',
        file='kind = "file"',
    )
    members = [Member("ref1", "urn:1", "花子", "self"), Member("ref2", "urn:2", "", "adult", 1)]
    post = _post(
        name__family="𠮷田", name__given="", who=["ref2"], tick=["x", "y"], rows__rows=2, rows__0__n="3",
        rows__1__n="", place__town="栄町", yes="true", file="forged",
    )  # fmt: skip

    found = typed(block=definition.blocks[0], post=post, before={"file": ["kept"]}, members=members)

    assert found == {
        "name": {"family": "𠮷田", "given": ""},
        "who": ["urn:2"],
        "tick": ["x", "y"],
        "rows": [{"n": "3"}, {"n": ""}],
        "place": {"postcode": "", "town": "栄町", "rest": "", "building": ""},
        "yes": "true",
        "file": ["kept"],
    }


def test_rows_come_and_go_without_scripts() -> None:
    definition = define(
        rows='kind = "table"\nmost = 2\ncolumn = [{key = "n", kind = "number", label = {ja = "n"}}]'
    )
    answers: dict[str, object] = {"rows": [{"n": "1"}]}

    for _ in range(2):
        assert typed_row_act(block=definition.blocks[0], do="add:rows", answers=answers)
    assert answers["rows"] == [{"n": "1"}, {}]
    typed_row_act(block=definition.blocks[0], do="drop:rows:0", answers=answers)
    assert answers["rows"] == [{}]
    assert not typed_row_act(block=definition.blocks[0], do="add:other", answers=answers)


def test_a_bank_is_found_by_its_name_and_then_its_branch() -> None:
    block = define(account='kind = "bank_account"').blocks[0]
    answers: dict[str, object] = {"account": ""}

    def presses(**fields: object) -> tuple[Found, ...]:
        found = look_up(block=block, do="look:account", post=_post(**fields), answers=answers)
        return found["account"].found if found else ()

    bank = presses(account__find="佐賀銀行")[0]
    branches = presses(account__pick=bank.key)
    assert all(one.key.startswith(f"{bank.key}-") for one in branches)
    assert presses(account__pick=branches[0].key) == ()

    assert answers["account"] == {
        "bank": bank.key, "branch": branches[0].key[5:], "kind": "ordinary", "number": "", "holder": "",
    }  # fmt: skip


def test_answers_in_words(db: None) -> None:
    definition = define(
        day='kind = "date"',
        pick='kind = "choice"\noption = [{key = "x", label = {ja = "エックス", en = "X"}}]',
        yen='kind = "yen"',
        who='kind = "household"',
        account='kind = "bank_account"',
    )
    day, pick, yen, who, account = definition.questions()
    members = [Member("r", "urn:1", "", "adult", 2)]

    assert said(question=day, value="2026-04-01", language="ja") == ["2026年4月1日(水)（令和8年4月1日）"]
    assert said(question=pick, value="x", language="en") == ["X"]
    assert said(question=yen, value=1200, language="ja") == ["1,200円"]
    assert said(question=who, value=["urn:1"], language="ja", members=members) == [
        "同じ世帯のおとな 2人目（名前は出しません）"
    ]
    bank = {"bank": "0001", "branch": "001", "kind": "ordinary", "number": "0123456", "holder": "ﾐﾎﾝ ﾊﾅｺ"}
    lines = said(question=account, value=bank, language="ja")
    assert lines[0].startswith("みずほ")
    assert lines[-2:] == ["普通 0123456", "ﾐﾎﾝ ﾊﾅｺ"]
    assert said(question=pick, value="", language="ja") == []
