"""Each kind of answer: what is taken as it is, what is put right, and what is refused with which words."""

from typing import Any

import pytest

from sagacity.procedures import api as procedures
from sagacity.procedures.testing import AT, define

GOOD: list[tuple[str, Any, Any]] = [
    ("text", "  さが\u3000", "さが"),
    ("text", "か\u3099き", "がき"),
    ("text", "神", "神"),
    ("long_text", "一行\r\n二行", "一行\n二行"),
    ("name", {"family": "𠮷田", "given": "髙子"}, {"family": "𠮷田", "given": "髙子"}),
    ("name", "辻\U000e0100\u3000花子", {"family": "辻\U000e0100", "given": "花子"}),
    ("name", {"family": "Nguyễn"}, {"family": "Nguyễn", "given": ""}),
    ("kana", {"family": "よしだ", "given": "ﾊﾅｺ"}, {"family": "ヨシダ", "given": "ハナコ"}),
    ("date", "2026-04-01", "2026-04-01"),
    ("date", "令和元年5月1日", "2019-05-01"),
    ("date", "Ｒ８．４．１", "2026-04-01"),
    ("date", "R02.07.21", "2020-07-21"),
    ("date", "平成32年4月1日", "2020-04-01"),
    ("date", {"era": "昭和", "year": "64", "month": "1", "day": "7"}, "1989-01-07"),
    ("date", {"year": "2026", "month": "4", "day": "1"}, "2026-04-01"),
    ("number", "３通", 3),
    ("number", 3.0, 3),
    ("yen", "￥1,200円", 1200),
    ("yes_no", "いいえ", False),
    ("phone", "０９５２ー２４ー３１５１", "0952-24-3151"),
    ("phone", "09012345678", "090-1234-5678"),
    ("mail", "ｈａｎａｋｏ＠example.jp", "hanako@example.jp"),
    ("postcode", "〒８４００８１１", "840-0811"),
    (
        "address",
        {"postcode": "8400811", "town": "大財三丁目", "rest": "11番21号", "building": ""},
        {"postcode": "840-0811", "town": "大財三丁目", "rest": "11番21号", "building": ""},
    ),
    (
        "bank_account",
        {
            "bank": "０１７９",
            "branch": "101",
            "kind": "ordinary",
            "number": "12345",
            "holder": "さが　はなこ",
        },
        {"bank": "0179", "branch": "101", "kind": "ordinary", "number": "0012345", "holder": "ｻｶﾞ ﾊﾅｺ"},
    ),
    ("household", ["m1", "m1", "m2"], ["m1", "m2"]),
    ("file", "upload-1", ["upload-1"]),
    ("signature", "upload-1", "upload-1"),
    ("place", "urn:ngsi-ld:Place:aed-1", "urn:ngsi-ld:Place:aed-1"),
    ("consent", "on", True),
]
BAD: list[tuple[str, Any, str]] = [
    ("text", "", "missing"),
    ("text", "\u3000 ", "missing"),
    ("text", 3, "not_text"),
    ("text", "a\x00b", "control_sign"),
    ("text", "\ue000田", "private_sign"),
    ("text", "1234 5678 9018", "forbidden_number"),
    ("text", "あ" * 4001, "too_long"),
    ("name", {"given": "花子"}, "missing_part"),
    ("name", "佐賀<script> 花子", "not_in_names"),
    ("kana", "佐賀 花子", "not_kana"),
    ("date", "2026-02-30", "no_such_day"),
    ("date", "令和8年4月", "day_missing"),
    ("date", "あした", "not_a_date"),
    ("date", "46113", "not_a_date"),
    ("number", "三つ", "not_a_number"),
    ("number", "1.5", "not_a_number"),
    ("number", True, "not_a_number"),
    ("yen", "-5", "too_small"),
    ("yes_no", None, "not_chosen"),
    ("yes_no", "たぶん", "not_yes_or_no"),
    ("phone", "24-3151", "not_a_phone"),
    ("mail", "hanako@", "not_a_mail"),
    ("mail", "a..b@example.jp", "not_a_mail"),
    ("postcode", "12345", "not_a_postcode"),
    ("address", {"postcode": "840-0811"}, "missing_part"),
    ("bank_account", {"bank": "17"}, "not_a_bank"),
    ("bank_account", "0179", "not_an_account"),
    ("household", [], "nothing_ticked"),
    ("file", [], "nothing_sent"),
    ("file", [{"x": 1}], "not_a_file"),
    ("place", "役所", "not_a_place"),
    ("consent", "", "no_consent"),
    ("consent", False, "no_consent"),
]


def checked(kind: str, value: Any, **options: Any) -> procedures.Checked:
    definition = define(it=f'kind = "{kind}"\n' + options.pop("fields", ""))
    return procedures.check(definition=definition, answers={"it": value}, facts={}, at=AT, **options)


@pytest.mark.parametrize(("kind", "given", "normal"), GOOD)
def test_an_answer_is_taken_in_its_normal_form(kind: str, given: Any, normal: Any) -> None:
    found = checked(kind, given)

    assert found.faults == ()
    assert found.answers == {"it": normal}


@pytest.mark.parametrize(("kind", "given", "normal"), GOOD)
def test_the_normal_form_is_taken_as_it_is(kind: str, given: Any, normal: Any) -> None:
    assert checked(kind, normal).answers == {"it": normal}


@pytest.mark.parametrize(("kind", "given", "code"), BAD)
def test_a_faulty_answer_is_told_of(kind: str, given: Any, code: str) -> None:
    found = checked(kind, given)

    assert code in [fault.code for fault in found.faults]
    assert all("itの問い" in fault.text for fault in found.faults)


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-hans", "ko", "vi"])
def test_faults_speak_the_readers_language(language: str) -> None:
    (fault,) = checked("date", "あした", language=language).faults

    assert "2026-04-01" in fault.text
    others = {checked("date", "あした", language=one).faults[0].text for one in ("ja", "en", "ko")}
    assert len(others) == 3


def test_a_year_of_an_era_that_was_over_is_read_and_said_so() -> None:
    (note,) = checked("date", "平成32年4月1日").notes

    assert "令和2年4月1日" in note.text


def test_variants_of_signs_count_as_one() -> None:
    found = checked("text", "辻\U000e0100" * 3, fields="most = 3")

    assert found.faults == ()
    assert found.answers["it"] == "辻\U000e0100" * 3


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-06-21", "too_early"), ("2026-06-22", ""), ("2026-07-06", ""), ("2026-07-07", "too_late")],
)
def test_bounds_move_with_the_day_of_the_application(day: str, code: str) -> None:
    found = checked("date", day, fields='since = "today-14d"\nuntil = "today"')

    assert [fault.code for fault in found.faults] == ([code] if code else [])


def test_cells_of_a_table_are_judged_one_by_one_and_empty_rows_are_gone() -> None:
    fields = """least = 1
[[block.question.column]]
key = "name"
kind = "name"
label = {ja = "名前"}
[[block.question.column]]
key = "born"
kind = "date"
label = {ja = "生年月日"}"""
    rows = [
        {"name": "佐賀 一郎", "born": "R1.5.1"},
        {"name": {"family": "", "given": ""}, "born": ""},
        {"name": "佐賀 二郎", "born": "きのう"},
    ]

    found = checked("table", rows, fields=fields)

    assert [(fault.code, fault.at) for fault in found.faults] == [("not_a_date", (1, "born"))]
    assert found.answers["it"][0]["born"] == "2019-05-01"
    assert len(found.answers["it"]) == 2


def test_only_members_of_the_household_can_be_ticked_where_it_is_known() -> None:
    definition = define(it='kind = "household"')

    def codes(chosen: list[str]) -> list[str]:
        found = procedures.check(
            definition=definition, answers={"it": chosen}, facts={"household": ["m1", "m2"]}, at=AT
        )
        return [fault.code for fault in found.faults]

    assert codes(["m1"]) == []
    assert codes(["m3"]) == ["not_a_member"]
