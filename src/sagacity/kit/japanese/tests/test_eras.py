import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sagacity.kit.japanese import eras
from sagacity.kit.japanese.reading import Reading

SOLAR_DAYS = st.dates(min_value=eras.SOLAR_FROM, max_value=date(2100, 12, 31))


@given(SOLAR_DAYS)
def test_a_day_written_by_its_era_reads_as_the_same_day(day: date) -> None:
    assert eras.parse(eras.write(day)).value == day


@given(SOLAR_DAYS, st.sampled_from([".", "/", "-"]))
def test_letters_full_width_and_signs_between_change_nothing(day: date, sign: str) -> None:
    era = next(era for era in reversed(eras.ERAS) if era.first <= day)
    short = f"{era.letter}{day.year - era.before}{sign}{day.month}{sign}{day.day}"
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in short)
    assume(unicodedata.normalize("NFKC", wide) == short)

    found = eras.parse(short)

    assert found == eras.EraDate(day, "day", Reading.REPAIRED)
    assert eras.parse(wide) == found


@given(st.sampled_from(eras.ERAS[:-1]), st.integers(min_value=1, max_value=3000))
def test_a_day_after_an_era_ended_is_proposed_and_never_taken_silently(era: eras.Era, later: int) -> None:
    day = era.last + timedelta(days=later)

    found = eras.parse(f"{era.name}{day.year - era.before}年{day.month}月{day.day}日")

    assert (found.value, found.status) == (day, Reading.PROPOSED)
    assert found.note


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    found = eras.parse(text, date(2026, 6, 1))

    assert (found.value is None) == (found.status in {Reading.REFUSED, Reading.MISSING})
    assert bool(found.note) == (found.status in {Reading.REFUSED, Reading.PROPOSED, Reading.INFERRED})


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("令和元年5月1日", date(2019, 5, 1), "day"),
        ("R6.4.8", date(2024, 4, 8), "day"),
        ("R02.07.21", date(2020, 7, 21), "day"),
        ("H24.4", date(2012, 4, 1), "month"),
        ("令和8年4月1日現在", date(2026, 4, 1), "day"),
        ("㍻３０年１月２日", date(2018, 1, 2), "day"),
        ("㋿8年9月1日(火)", date(2026, 9, 1), "day"),
        ("令和八年九月十五日", date(2026, 9, 15), "day"),
        ("大正15年12月25日", date(1926, 12, 25), "day"),
        ("昭和元年12月25日", date(1926, 12, 25), "day"),
        ("昭和64年1月7日", date(1989, 1, 7), "day"),
        ("平成31年4月", date(2019, 4, 1), "month"),
        ("令和8年度", date(2026, 4, 1), "fiscal_year"),
        ("明治6年1月1日", date(1873, 1, 1), "day"),
        ("2026/9/1 0:00:00", date(2026, 9, 1), "day"),
        ("20260901", date(2026, 9, 1), "day"),
    ],
)
def test_what_can_mean_only_one_day_is_repaired(text: str, day: date, precision: str) -> None:
    assert eras.parse(text) == eras.EraDate(day, precision, Reading.REPAIRED)


def test_an_iso_day_is_taken_as_given() -> None:
    assert eras.parse("2026-09-01") == eras.EraDate(date(2026, 9, 1), "day", Reading.GIVEN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成32年", date(2020, 1, 1)),
        ("平成31年5月1日", date(2019, 5, 1)),
        ("昭和64年1月8日", date(1989, 1, 8)),
        ("令和元年4月30日", date(2019, 4, 30)),
        ("46266", date(2026, 9, 1)),
        ("2026年9月1日（水）", date(2026, 9, 1)),
    ],
)
def test_what_cannot_be_right_is_proposed_with_a_question(text: str, day: date) -> None:
    found = eras.parse(text)

    assert (found.value, found.status) == (day, Reading.PROPOSED)
    assert found.note.endswith("か。")


def test_a_missing_year_is_inferred_from_the_fiscal_year_of_the_edition() -> None:
    may, february = eras.parse("5月3日", date(2026, 9, 1)), eras.parse("2/10", date(2026, 9, 1))

    assert (may.value, may.status) == (date(2026, 5, 3), Reading.INFERRED)
    assert february.value == date(2027, 2, 10)


def test_a_missing_year_without_an_edition_is_refused() -> None:
    assert eras.parse("5月3日").status is Reading.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "明治5年3月1日",
        "M1.1.25",
        "2026-02-30",
        "令和8年13月1日",
        "8.4.1",
        "令和0年1月1日",
        "5月3日～5日 ※4日を除く",
    ],
)
def test_what_nobody_can_tell_is_refused_with_a_sentence(text: str) -> None:
    found = eras.parse(text, date(2026, 9, 1))

    assert (found.value, found.status) == (None, Reading.REFUSED)
    assert text in found.note


def test_an_empty_cell_is_missing_and_not_wrong() -> None:
    assert eras.parse(" 　") == eras.EraDate(None, "", Reading.MISSING)
