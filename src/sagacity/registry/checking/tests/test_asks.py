"""Ask, do not guess: every question, what accepting it does, and what keeping it means."""

from datetime import date, time
from typing import Any

import pytest

from sagacity.registry.checking import TownPoint
from sagacity.registry.checking.tests.desk import checked, checking, one, said
from sagacity.registry.types import Outcome

NO = object()  # nothing is proposed
ASKS: list[tuple[str, str, str, str, Any]] = [
    ("aed", "全国地方公共団体コード", "412014", "code.check_digit", "412015"),
    ("aed", "所在地_全国地方公共団体コード", "22101", "code.ambiguous", NO),
    ("aed", "所在地_全国地方公共団体コード", "999997", "code.unknown", NO),
    ("aed", "所在地_全国地方公共団体コード", "佐賀市", "code.unknown", NO),
    ("aed", "所在地_全国地方公共団体コード", "-", "code.unknown", NO),
    ("aed", "法人番号", "-", "corporate.form", NO),
    ("aed", "全国地方公共団体コード", "401307", "code.publisher", NO),
    ("aed", "名称", "=1+1", "text.formula", NO),
    ("aed", "備考", "@SUM(A1)", "text.formula", NO),
    ("aed", "備考", "+cmd|x", "text.formula", NO),
    ("aed", "備考", "#REF!", "text.error", NO),
    ("aed", "緯度", "#N/A", "text.error", NO),
    ("aed", "名称", "さくら\ufffd館", "text.lost", NO),
    ("aed", "名称", "さくら\ue000館", "text.lost", NO),
    ("aed", "名称", "公 民 館", "L1-06", "公民館"),
    ("aed", "名称_カナ", "公民館", "kana.not_kana", NO),
    ("aed", "開始時間", "9:00～17:00", "L1-07", time(9, 0)),
    ("aed", "終了時間", "21：00（土日は17：00まで）", "time.unreadable", NO),
    ("aed", "利用可能曜日", "毎日", "days.word", "月火水木金土日"),
    ("aed", "利用可能曜日", "平日", "days.word", "月火水木金"),
    ("aed", "利用可能曜日", "第2土曜", "days.unreadable", NO),
    ("aed", "小児対応設備の有無", "○", "L2-04", "有"),
    ("aed", "小児対応設備の有無", "一部", "L2-04", NO),
    ("aed", "電話番号", "24-3151", "phone.unreadable", NO),
    ("aed", "電話番号", "0952-24-3151、0952-24-3152", "L1-07", NO),
    ("aed", "電話番号", "0952-24-3151 内線 123", "L1-07", "0952-24-3151"),
    ("aed", "電話番号", "952243151", "phone.unreadable", "0952243151"),
    ("aed", "郵便番号", "408501", "postcode.unreadable", "040-8501"),
    ("aed", "郵便番号", "840-85", "postcode.unreadable", NO),
    ("aed", "URL", "www.city.saga.lg.jp", "url.scheme", "https://www.city.saga.lg.jp"),
    ("aed", "URL", "javascript:alert(1)", "url.form", NO),
    ("aed", "URL", "なし", "url.form", NO),
    ("aed", "連絡先メールアドレス", "電話で", "email.form", NO),
    ("aed", "法人番号", "1000020412015", "corporate.check_digit", NO),
    ("aed", "法人番号", "300002041201", "corporate.form", NO),
    ("aed", "法人番号", "3E+12", "number.lost", NO),
    ("aed", "所在地_市区町村", "佐賀市栄町1番1号", "address.whole", NO),
    ("toilet", "男性トイレ総数", "可", "L2-01", NO),
    ("toilet", "男性トイレ総数", "約100人", "L2-01", 100),
    ("toilet", "男性トイレ総数", "-", "L1-09", NO),
    ("toilet", "男性トイレ総数", "なし", "L1-09", NO),
    ("toilet", "男性トイレ総数", "1.2E+05", "number.lost", NO),
    ("evacuation_site", "災害種別_洪水", "○", "flag.mark", True),
    ("evacuation_site", "災害種別_洪水", "×", "flag.mark", False),
    ("evacuation_site", "災害種別_洪水", "△", "flag.mark", NO),
    ("evacuation_site", "災害種別_洪水", "2階以上", "flag.mark", NO),
    ("evacuation_site", "対象となる町会・自治会", "東町、西町", "L1-07", ("東町", "西町")),
    ("nursery", "許可等年月日", "平成32年4月1日", "date.unsure", date(2020, 4, 1)),
    ("nursery", "許可等年月日", "4月1日", "date.unsure", date(2026, 4, 1)),
    ("nursery", "許可等年月日", "明治3年1月1日", "date.unreadable", NO),
    ("nursery", "許可等年月日", "2026-02-30", "date.unreadable", NO),
    ("nursery", "許可等年月日", "5月3日～5日 ※4日を除く", "date.unreadable", NO),
    ("nursery", "許可等年月日", "令和5年度", "date.unreadable", NO),
    ("nursery", "許可等年月日", "0202-09-01", "date.range", NO),
    ("nursery", "種別", "保育所", "L2-04", NO),
]


@pytest.mark.parametrize(("kind", "column", "cell", "rule", "proposal"), ASKS)
def test_what_cannot_be_proved_is_asked(kind: str, column: str, cell: str, rule: str, proposal: Any) -> None:
    row = one(kind, **{column: cell})

    assert (Outcome.CONFIRM, rule) in said(row, column)
    assert row.outcome is Outcome.CONFIRM
    found = row.proposals.get(column, {}).get(column, NO)
    assert found == proposal
    message = next(each for each in row.messages if each.rule == rule)
    assert message.found == cell
    assert message.expected
    assert message.action


@pytest.mark.parametrize("mark", ["○", "◯", "△", "×", "有", "2階以上"])
def test_a_mark_in_a_flag_is_neither_true_nor_false_until_someone_says_so(mark: str) -> None:
    row = one("evacuation_site", 災害種別_洪水=mark)

    assert "災害種別_洪水" not in row.values
    assert row.outcome is Outcome.CONFIRM


@pytest.mark.parametrize("cell", ["javascript:alert(1)", "data:text/html,x", "ftp://a.jp"])
def test_no_other_scheme_ever_becomes_a_link(cell: str) -> None:
    assert "URL" not in one("aed", URL=cell).values


def test_a_span_of_times_is_proposed_for_both_columns() -> None:
    row = one("aed", 開始時間="9:00～17:00", 終了時間="")

    assert row.proposals["開始時間"] == {"開始時間": time(9, 0), "終了時間": time(17, 0)}
    assert row.values["開始時間"] == "9:00～17:00"


def test_an_extension_is_proposed_for_its_own_column() -> None:
    row = one("aed", 電話番号="0952-24-3151（内線123）", 内線番号="")

    assert row.proposals["電話番号"] == {"電話番号": "0952-24-3151", "内線番号": "123"}


def test_an_ambiguous_code_is_not_asked_when_it_is_the_publishers_own() -> None:
    row = one("aed", 所在地_全国地方公共団体コード="41201")

    assert row.values["所在地_全国地方公共団体コード"] == "412015"


def test_an_id_that_a_spreadsheet_rounded_refuses_the_row_with_advice() -> None:
    row = one("aed", ID="4.31E+15")

    assert said(row) == [(Outcome.REFUSED, "id.lost")]
    assert row.outcome is Outcome.REFUSED
    assert "文字列" in row.messages[0].action


def test_swapped_coordinates_are_asked_and_accepting_puts_them_right() -> None:
    row = one("aed", 緯度="130.3", 経度="33.2")

    assert said(row) == [(Outcome.CONFIRM, "point.swapped")]
    assert "緯度" not in row.values
    assert row.proposals["緯度"] == {"緯度": 33.2, "経度": 130.3}
    assert row.messages[0].found == "130.3 / 33.2"


@pytest.mark.parametrize(
    ("latitude", "longitude", "rule", "kept"),
    [
        ("35.68", "139.76", "point.outside_city", True),
        ("51.5", "-0.1", "point.outside_japan", False),
        ("33.2", "", "point.half", False),
        ("0", "130.3", "point.outside_japan", False),
    ],
)
def test_points_that_cannot_be_are_asked(latitude: str, longitude: str, rule: str, kept: bool) -> None:
    row = one("aed", 緯度=latitude, 経度=longitude)

    assert said(row) == [(Outcome.CONFIRM, rule)]
    assert ("緯度" in row.values) is kept


def test_bus_stops_may_lie_beyond_the_city() -> None:
    row = one("bus_stop", stop_id="S1", stop_lat="35.68", stop_lon="139.76")

    assert row.outcome is Outcome.APPLIED


def test_a_point_far_from_the_town_of_its_address_is_asked() -> None:
    rows = [
        {"名称": "近い", "所在地_連結表記": "佐賀県さくら市栄町1-1", "緯度": "33.26", "経度": "130.30"},
        {"名称": "遠い", "所在地_連結表記": "佐賀県さくら市栄町1-2", "緯度": "33.40", "経度": "130.30"},
        {"名称": "知らない町", "所在地_連結表記": "さくら市本町1-2", "緯度": "33.40", "経度": "130.30"},
    ]

    near, far, unknown = checking("aed", rows, [TownPoint("大字栄町", 33.26, 130.30)])

    assert said(near) == []
    assert said(far) == [(Outcome.CONFIRM, "point.far_from_town")]
    assert said(unknown) == []


@pytest.mark.parametrize(
    ("north", "east", "suspected"), [(-0.0033, 0.0025, True), (0.0, 0.0, False), (0.0033, -0.0025, False)]
)
def test_a_file_in_the_old_datum_is_reported_never_converted(
    north: float, east: float, suspected: bool
) -> None:
    towns = [TownPoint(f"{name}町", 33.2 + at / 100, 130.2 + at / 100) for at, name in enumerate("東西南北")]
    rows = [
        {
            "名称": f"施設{at}",
            "ID": str(at),
            "所在地_連結表記": f"{towns[at % 4].name}{at}",
            "緯度": f"{towns[at % 4].latitude + north + (at % 5 - 2) / 5000:.6f}",
            "経度": f"{towns[at % 4].longitude + east + (at % 7 - 3) / 5000:.6f}",
        }
        for at in range(70)
    ]
    check = checking("aed", rows, towns)

    values = [row.values["緯度"] for row in check]

    assert ("point.datum" in {one.rule for one in check.messages}) is suspected
    assert values == [float(row["緯度"]) for row in rows]


def test_the_row_above_is_proposed_for_ditto() -> None:
    above, ditto = checked("aed", {"名称": "A", "団体名": "市役所"}, {"名称": "B", "団体名": "同上"})

    assert above.outcome is Outcome.APPLIED
    assert said(ditto) == [(Outcome.CONFIRM, "L2-02")]
    assert ditto.proposals["団体名"] == {"団体名": "市役所"}
    assert "団体名" not in ditto.values


def test_the_same_id_twice_is_asked_with_the_row_it_repeats() -> None:
    rows = checked("aed", {"名称": "A", "ID": "1"}, {"名称": "B", "ID": "2"}, {"名称": "C", "ID": "1"})

    assert [row.outcome for row in rows] == [Outcome.APPLIED, Outcome.APPLIED, Outcome.CONFIRM]
    assert "2行目と同じ番号" in rows[2].messages[0].action
    assert rows[2].messages[0].column == "ID"


def test_the_same_row_under_another_id_is_asked() -> None:
    rows = checked(
        "aed", {"名称": "A", "ID": "1", "設置位置": "1階"}, {"名称": "A", "ID": "2", "設置位置": "1階"}
    )

    assert said(rows[1]) == [(Outcome.CONFIRM, "duplicate.row")]


def test_two_aeds_of_one_house_are_two() -> None:
    rows = checked(
        "aed", {"名称": "A", "ID": "1", "設置位置": "1階"}, {"名称": "A", "ID": "2", "設置位置": "2階"}
    )

    assert all(row.outcome is Outcome.APPLIED for row in rows)


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("event", {"開始日": "2026-09-03", "終了日": "2026-09-01"}),
        ("event", {"開始日": "2026-09-03", "開始時刻": "17:00", "終了時刻": "10:00"}),
        ("aed", {"開始時間": "17:00", "終了時間": "09:00"}),
    ],
)
def test_an_end_before_its_start_is_asked(kind: str, cells: dict[str, str]) -> None:
    row = one(kind, **cells)

    assert said(row) == [(Outcome.CONFIRM, "order.end_before_start")]


def test_a_day_that_ends_at_midnight_is_no_error() -> None:
    assert one("aed", 開始時間="00:00", 終了時間="24:00").outcome is Outcome.APPLIED


def test_a_row_without_a_name_is_refused_and_an_empty_must_is_asked() -> None:
    nameless, incomplete = checked(
        "toilet",
        {"名称": "", "所在地_連結表記": "栄町1", "設置位置": "1階"},
        {"名称": "駅前", "所在地_連結表記": "栄町1", "設置位置": " "},
    )

    assert said(nameless) == [(Outcome.REFUSED, "required.name")]
    assert said(incomplete) == [(Outcome.CONFIRM, "required.empty")]
    assert incomplete.messages[0].column == "設置位置"


def test_empty_flags_are_no_missing_must() -> None:
    cells = {"NO": "1", "名称": "A", "名称_カナ": "ア", "住所": "B", "電話番号": "0952-24-3151"}

    rows = checked("evacuation_site", {**cells, "市区町村コード": "412015", "災害種別_洪水": ""})

    assert rows[0].messages == ()


def test_columns_left_out_and_columns_missing_are_named_once_for_the_file() -> None:
    check = checking("toilet", [{"名称": "駅前", "所在地_連結表記": "栄町1", "社内メモ": "x"}])

    list(check)

    said_of_file = {message.rule: message.found for message in check.messages}
    assert "社内メモ" in said_of_file["column.left_out"]
    assert "設置位置" in said_of_file["required.column"]


def test_without_a_column_of_names_nothing_can_be_taken_in() -> None:
    rows = checked("aed", {"ID": "1", "緯度": "33.2", "経度": "130.3"})

    assert said(rows[0]) == [(Outcome.REFUSED, "required.name")]


def test_several_questions_of_one_row_are_all_asked() -> None:
    row = one("aed", 開始時間="朝", 利用可能曜日="毎日", 緯度="130.3", 経度="33.2")

    assert {rule for _, rule in said(row)} == {"time.unreadable", "days.word", "point.swapped"}
