"""Dates, times and days of the week."""

import re
from datetime import date, time
from typing import Any

from sagacity.kit.japanese import eras, times, widths
from sagacity.kit.japanese.reading import Reading
from sagacity.registry.checking.verdict import MISSING, Reader, Verdict, asked, given, repaired

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_WEEK = "月火水木金土日"
_DAYS = re.compile(r"[月火水木金土日祝]+")
_DAY_WORDS = re.compile(r"曜日?|[・,、/;\s]")
_RANGE = re.compile(r"([月火水木金土日])[~-]([月火水木金土日])")
_EARLIEST = 1868


def date_of(edition: date | None) -> Reader:
    """A reader of dates; a missing year is proposed from the edition, never filled in silently."""
    latest = (edition.year if edition else 2100) + 60

    def read(text: str) -> Verdict:
        if _ISO.fullmatch(text):
            try:
                value = date.fromisoformat(text)
            except ValueError:
                return _date_asked(
                    f"「{text}」という日はありません。正しい日に直すか、文字のまま取り込むか決めてください",
                    text,
                )
            return given(value) if _EARLIEST <= value.year <= latest else _out_of_range(value, latest)
        found = eras.parse(text, edition)
        if found.status is Reading.MISSING:
            return MISSING
        if found.value is None:
            return _date_asked(f"{found.note.rstrip('。')}。文字のまま取り込むこともできます", text.strip())
        value_text = _at_precision(found)
        if found.status.must_be_asked:
            return asked(
                "date.unsure",
                "2026-09-01 の形の日付",
                found.note,
                keep=text.strip(),
                propose={"": value_text},
            )
        if not _EARLIEST <= found.value.year <= latest:
            return _out_of_range(found.value, latest)
        if found.precision == "day":
            return repaired(
                found.value, "L3-05", "2026-09-01 の形の日付", f"「{found.value.isoformat()}」に直しました"
            )
        if found.precision == "fiscal_year":
            return _date_asked(
                "年度だけで、日が分かりません。日付に直すか、文字のまま取り込むか決めてください", text.strip()
            )
        if found.status is Reading.GIVEN and value_text == text:
            return given(value_text)
        return repaired(
            value_text,
            "L3-05",
            "2026-09-01 の形の日付",
            f"日が書かれていないので、「{value_text}」までを取り込みました",
        )

    return read


def _at_precision(found: eras.EraDate) -> Any:
    """A month stays a month: no day is invented."""
    assert found.value is not None
    iso = found.value.isoformat()
    return {"month": iso[:7], "year": iso[:4]}.get(found.precision, found.value)


def _date_asked(action: str, keep: str) -> Verdict:
    return asked("date.unreadable", "2026-09-01 の形の日付を1つ", action, keep=keep)


def _out_of_range(value: date, latest: int) -> Verdict:
    return asked(
        "date.range",
        f"{_EARLIEST}年から{latest}年まで",
        "ありそうにない年です。直すか、このまま取り込むか決めてください",
        keep=value,
    )


def time_of(opens: str, closes: str) -> Reader:
    """A reader of times; a span in one cell is proposed for the two columns it belongs to."""

    def read(text: str) -> Verdict:
        if _TIME.fullmatch(text):
            return given(time(int(text[:2]), int(text[3:])))
        found = times.parse(text)
        if found.status is Reading.MISSING:
            return MISSING
        if found.value is not None:
            said = found.value.isoformat("minutes")
            next_day = "翌日の" if found.days_later else ""
            return repaired(found.value, "time.form", "09:00 の形の時刻", f"{next_day}「{said}」に直しました")
        span = times.parse_span(text)
        if span and opens and closes:
            first, last = span[0].value, span[1].value
            assert first is not None
            assert last is not None
            parts = f"『{opens}』{first.isoformat('minutes')}、『{closes}』{last.isoformat('minutes')}"
            return asked(
                "L1-07",
                "1つのセルに1つの時刻",
                f"{parts} に分けますか",
                keep=text.strip(),
                propose={opens: first, closes: last},
            )
        return asked(
            "time.unreadable",
            "09:00 の形の時刻を1つ",
            "時刻として読めません。条件は備考の列に移すか、文字のまま取り込むか決めてください",
            keep=text.strip(),
        )

    return read


def days(text: str) -> Verdict:
    """A run of 月火水木金土日祝."""
    if _DAYS.fullmatch(text):
        return given(text)
    plain = widths.fold_codes(text)
    if not plain:
        return MISSING
    expected = "「月火水木金」のような曜日の並び"
    bare = _DAY_WORDS.sub("", plain.replace("祝日", "祝"))
    spread = _RANGE.sub(_spread, bare)
    if _DAYS.fullmatch(spread) and len(set(spread)) == len(spread):
        return repaired(spread, "days.form", expected, f"「{spread}」に直しました")
    for word, meant in (("毎日", _WEEK), ("平日", "月火水木金"), ("全日", _WEEK), ("年中無休", _WEEK + "祝")):
        if bare == word:
            return asked(
                "days.word", expected, f"「{meant}」のことですか", keep=text.strip(), propose={"": meant}
            )
    return asked(
        "days.unreadable",
        expected,
        "曜日として読めません。例外は備考の列に移すか、文字のまま取り込むか決めてください",
        keep=text.strip(),
    )


def _spread(found: re.Match[str]) -> str:
    first, last = _WEEK.index(found[1]), _WEEK.index(found[2])
    return _WEEK[first : last + 1] if first <= last else found[0]
