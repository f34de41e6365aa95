"""Every repair: what can be proved is put right, and the report says so."""

from datetime import date, time
from typing import Any

import pytest

from sagacity.registry.checking.tests.desk import one, only, said
from sagacity.registry.types import Outcome, Status

REPAIRS: list[tuple[str, str, str, Any, str]] = [
    ("aed", "全国地方公共団体コード", "４１２０１５", "412015", "number.width"),
    ("aed", "全国地方公共団体コード", "41201", "412015", "code.check_digit"),
    ("aed", "全国地方公共団体コード", "412015.0", "412015", "number.width"),
    ("aed", "全国地方公共団体コード", "41201-5", "412015", "number.width"),
    ("aed", "所在地_全国地方公共団体コード", "92011", "092011", "code.leading_zero"),
    ("aed", "所在地_全国地方公共団体コード", "13101", "131016", "code.check_digit"),
    ("aed", "所在地_全国地方公共団体コード", "1100", "011002", "code.leading_zero"),
    ("aed", "ID", "ＡＢ－００１", "AB-001", "id.width"),
    ("aed", "ID", " A1 ", "A1", "id.width"),
    ("aed", "名称", "公民館 ", "公民館", "L1-06"),
    ("aed", "名称", "　公民館", "公民館", "L1-06"),
    ("aed", "名称", "公民館\n", "公民館", "L1-06"),
    ("aed", "名称", "公\x0b民館", "公民館", "text.control"),
    ("aed", "名称", "公民\x00館", "公民館", "text.control"),
    ("aed", "名称", "公民\x1f館", "公民館", "text.control"),
    ("aed", "名称_カナ", "こうみんかん", "コウミンカン", "kana.form"),
    ("aed", "名称_カナ", "ｺｳﾐﾝｶﾝ", "コウミンカン", "kana.form"),
    ("aed", "開始時間", "９時００分", time(9, 0), "time.form"),
    ("aed", "開始時間", "午後1時半", time(13, 30), "time.form"),
    ("aed", "開始時間", "9:00", time(9, 0), "time.form"),
    ("aed", "終了時間", "24:00", time(0, 0), "time.form"),
    ("aed", "利用可能曜日", "月・火・水", "月火水", "days.form"),
    ("aed", "利用可能曜日", "月～金", "月火水木金", "days.form"),
    ("aed", "利用可能曜日", "月曜日,祝日", "月祝", "days.form"),
    ("aed", "小児対応設備の有無", "あり", "有", "L2-04"),
    ("aed", "小児対応設備の有無", " 無", "無", "L2-04"),
    ("aed", "電話番号", "(0952)24-3151", "0952-24-3151", "phone.form"),
    ("aed", "電話番号", "０９５２－２４－３１５１", "0952-24-3151", "phone.form"),
    ("aed", "郵便番号", "〒８４０８５０１", "840-8501", "postcode.form"),
    ("aed", "URL", "ｈｔｔｐｓ：／／a.jp／x", "https://a.jp/x", "url.width"),
    ("aed", "連絡先メールアドレス", "ａ@a.jp", "a@a.jp", "email.width"),
    ("aed", "法人番号", "３００００２０４１２０１５", "3000020412015", "number.width"),
    ("aed", "法人番号", "3-0000-2041-2015", "3000020412015", "number.width"),
    ("toilet", "男性トイレ総数", "４", 4, "number.width"),
    ("toilet", "男性トイレ総数", "4,315 ", 4315, "L2-01"),
    ("toilet", "男性トイレ総数", "4.0", 4, "number.decimal"),
    ("toilet", "男性トイレ総数", " 4", 4, "number.width"),
    ("evacuation_site", "災害種別_洪水", "１", True, "number.width"),
    ("evacuation_site", "災害種別_洪水", "０", False, "number.width"),
    ("evacuation_site", "対象となる町会・自治会", "東町；西町", ("東町", "西町"), "list.divider"),
    ("fire_water", "種別", "防火水槽", "防火水そう", "L2-04"),
    ("nursery", "許可等年月日", "令和元年5月1日", date(2019, 5, 1), "L3-05"),
    ("nursery", "許可等年月日", "R6.4.8", date(2024, 4, 8), "L3-05"),
    ("nursery", "許可等年月日", "㍻30年4月1日", date(2018, 4, 1), "L3-05"),
    ("nursery", "許可等年月日", "令和8年4月1日現在", date(2026, 4, 1), "L3-05"),
    ("nursery", "許可等年月日", "２０２６／９／１", date(2026, 9, 1), "L3-05"),
    ("nursery", "許可等年月日", "H24.4", "2012-04", "L3-05"),
    ("nursery", "許可等年月日", "2026-09-01 00:00:00", date(2026, 9, 1), "L3-05"),
]


@pytest.mark.parametrize(("kind", "column", "cell", "wanted", "rule"), REPAIRS)
def test_what_can_be_proved_is_repaired_and_said(
    kind: str, column: str, cell: str, wanted: Any, rule: str
) -> None:
    row = one(kind, **{column: cell})

    assert row.values[column] == wanted
    assert type(row.values[column]) is type(wanted)
    assert row.statuses[column] is Status.REPAIRED
    assert (Outcome.REPAIRED, rule) in said(row, column)
    assert row.raw[column] == cell
    assert row.outcome is Outcome.APPLIED


def test_a_repair_says_what_stood_there_and_what_was_made_of_it() -> None:
    message = only(one("aed", 開始時間="９時００分"))

    assert (message.row, message.column, message.found) == (2, "開始時間", "９時００分")
    assert message.action == "「09:00」に直しました"


def test_a_code_is_repaired_with_its_reason() -> None:
    message = only(one("aed", 所在地_全国地方公共団体コード="92011"))

    assert "092011（栃木県宇都宮市）" in message.action
    assert "検査用の数字" in message.action


def test_what_is_as_it_should_be_is_left_alone() -> None:
    there = {"全国地方公共団体コード": "412015", "ID": "0000000001", "名称_カナ": "サクラ コウミンカン"}
    where = {"緯度": "33.263512", "経度": "130.300123"}
    who = {"電話番号": "0952-24-3151", "法人番号": "3000020412015", "URL": "https://example.jp/a?b=1"}
    when = {
        "利用可能曜日": "月火水木金",
        "開始時間": "08:30",
        "終了時間": "17:15",
        "小児対応設備の有無": "有",
    }

    row = one("aed", **there, **where, **who, **when)

    assert row.messages == ()
    assert row.outcome is Outcome.APPLIED
    assert row.values["ID"] == "0000000001"
    assert row.values["緯度"] == 33.263512
    assert set(row.statuses.values()) == {Status.GIVEN}


def test_an_empty_cell_is_missing_never_false_or_zero() -> None:
    row = one("evacuation_site", 災害種別_洪水="", 標高="", 備考="  ")

    assert set(row.values) == {"名称"}
    assert row.statuses["災害種別_洪水"] is Status.MISSING
    assert row.statuses["備考"] is Status.MISSING


def test_zero_zero_is_no_place_on_earth_but_none_given() -> None:
    row = one("aed", 緯度="0", 経度="0.0")

    assert "緯度" not in row.values
    assert said(row) == [(Outcome.REPAIRED, "point.zero")]
    assert row.outcome is Outcome.APPLIED


def test_marks_of_vacancy_stay_as_they_are() -> None:
    row = one(
        "nursery_vacancy",
        **{"ID": "NC-1", "0歳": "○", "1歳": "△", "2歳": "×", "3歳": "-", "更新日": "2026-09-01"},
    )

    assert [row.values[f"{age}歳"] for age in range(4)] == ["○", "△", "×", "-"]
    assert row.messages == ()


def test_names_keep_their_own_letters_with_a_note() -> None:
    row = one("aed", 名称="㈱髙﨑ビル①")

    assert row.values["名称"] == "㈱髙﨑ビル①"
    assert said(row) == [(Outcome.APPLIED, "L1-08")]
    assert row.outcome is Outcome.APPLIED
