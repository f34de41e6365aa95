"""Dates as Japanese offices write them: 令和元年5月1日, R6.4.8, H24.4, ㍻, full width, 現在."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sagacity.kit import clock
from sagacity.kit.japanese import numerals, widths
from sagacity.kit.japanese.reading import Reading

SOLAR_FROM = date(1873, 1, 1)  # until 明治5年 the calendar followed the moon


@dataclass(frozen=True, slots=True)
class Era:
    name: str
    letter: str
    first: date
    last: date  # the day of change belongs to both, where the law of the time said so
    before: int  # era year + before = Christian year


ERAS = (
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30), 1867),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25), 1911),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7), 1925),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30), 1988),
    Era("令和", "R", date(2019, 5, 1), date.max, 2018),
)


@dataclass(frozen=True, slots=True)
class EraDate:
    """A date read from a cell: its first day when only a month or year stands there."""

    value: date | None
    precision: str  # "day" | "month" | "year" | "fiscal_year" | ""
    status: Reading
    note: str = ""  # one sentence in Japanese; empty when all is well


_ERA = "|".join(f"{era.name}|{era.name[0]}|{era.letter}" for era in ERAS)
_TAIL = re.compile(r"\s*(現在|時点|付け?|施行|改正)$")
_MIDNIGHT = re.compile(r"[T ]0?0:00(:00(\.0+)?)?(Z|\+09:00)?$")
_WEEKDAY = re.compile(r"\s*[(\[]([月火水木金土日])(曜日?)?(・?祝)?[)\]]$|\s*([月火水木金土日])曜日?$")
_MONTH_DAY = r"(?:(?P<month>\d{1,2})(?:(?:[./-]|月)(?P<day>\d{1,2})日?|月)?)"
_WITH_ERA = re.compile(
    rf"(?P<era>{_ERA})\.?(?P<year>\d{{1,3}})(?:(?P<fiscal>年度)|(?:[./-]|年){_MONTH_DAY}|年)?", re.IGNORECASE
)
_CHRISTIAN = re.compile(rf"(?:西暦)?(?P<year>\d{{4}})(?:(?P<fiscal>年度)|(?:[./-]|年){_MONTH_DAY}|年)?")
_SHORT = re.compile(rf"{_MONTH_DAY}")
_ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_EXCEL_ORIGIN = date(1899, 12, 30)


def parse(text: str, edition: date | None = None) -> EraDate:
    """Read a date; a missing year comes from the edition's fiscal year and is to be asked."""
    plain = numerals.to_digits(widths.fold_codes(text).replace("元年", "1年"))
    if not plain:
        return EraDate(None, "", Reading.MISSING)
    bare = _MIDNIGHT.sub("", _TAIL.sub("", plain))
    weekday = _WEEKDAY.search(bare)
    bare = re.sub(r"\s", "", _WEEKDAY.sub("", bare))
    found = _read(bare, text, edition)
    return _with_weekday(found, (weekday[1] or weekday[4]) if weekday else "")


def _read(bare: str, text: str, edition: date | None) -> EraDate:
    if match := _WITH_ERA.fullmatch(bare):
        return _by_era(match, text)
    if match := _CHRISTIAN.fullmatch(bare):
        as_it_should = _ISO.fullmatch(text.strip()) is not None
        status = Reading.GIVEN if as_it_should or bare.isdigit() else Reading.REPAIRED
        return _made(int(match["year"]), match, text, status)
    if re.fullmatch(r"\d{8}", bare):
        return _made_of(int(bare[:4]), int(bare[4:6]), int(bare[6:]), text, Reading.REPAIRED)
    if re.fullmatch(r"\d{5}", bare) and 20000 <= int(bare) <= 80000:
        return _excel_number(int(bare))
    if (match := _SHORT.fullmatch(bare)) and match["month"] and (match["day"] or "月" in bare):
        return _without_year(match, text, edition)
    return EraDate(
        None,
        "",
        Reading.REFUSED,
        f"「{text.strip()}」は日付として読めません。2026-09-01 の形で書いてください。",
    )


def _by_era(match: re.Match[str], text: str) -> EraDate:
    era = next(era for era in ERAS if match["era"].upper() in {era.name, era.name[0], era.letter})
    year = era.before + int(match["year"])
    if int(match["year"]) == 0 or year > 2200:
        return EraDate(
            None, "", Reading.REFUSED, f"「{text.strip()}」という年はありません。西暦で書いてください。"
        )
    found = _made(year, match, text, Reading.REPAIRED)
    if found.value is None:
        return found
    last = _last_day(found)
    if last < SOLAR_FROM:
        note = f"「{text.strip()}」は旧暦の時代です。西暦の月日は変わるので、調べて西暦で書いてください。"
        return EraDate(None, "", Reading.REFUSED, note)
    if era.first <= last and found.value <= era.last:
        return found
    note = f"「{text.strip()}」は{era.name}の期間にありません。{_said(found)}のことですか。"
    return EraDate(found.value, found.precision, Reading.PROPOSED, note)


def _made(year: int, match: re.Match[str], text: str, status: Reading) -> EraDate:
    if match.groupdict().get("fiscal"):
        return _made_of(year, 4, 1, text, status, "fiscal_year")
    month, day = match["month"], match["day"]
    precision = "day" if day else "month" if month else "year"
    return _made_of(year, int(month or 1), int(day or 1), text, status, precision)


def _made_of(year: int, month: int, day: int, text: str, status: Reading, precision: str = "day") -> EraDate:
    try:
        return EraDate(date(year, month, day), precision, status)
    except ValueError:
        return EraDate(
            None, "", Reading.REFUSED, f"「{text.strip()}」という日はありません。月と日を確かめてください。"
        )


def _without_year(match: re.Match[str], text: str, edition: date | None) -> EraDate:
    if edition is None:
        return EraDate(
            None, "", Reading.REFUSED, f"「{text.strip()}」には年がありません。年を書いてください。"
        )
    year = clock.fiscal_year(edition) + (int(match["month"]) < 4)
    found = _made(year, match, text, Reading.INFERRED)
    if found.value is None:
        return found
    note = f"「{text.strip()}」には年がありません。データの年度から{_said(found)}と考えました。正しいですか。"
    return EraDate(found.value, found.precision, Reading.INFERRED, note)


def _excel_number(number: int) -> EraDate:
    value = _EXCEL_ORIGIN + timedelta(days=number)
    found = EraDate(value, "day", Reading.PROPOSED)
    return replace(found, note=f"「{number}」は Excel の日付の番号のようです。{_said(found)}のことですか。")


def _with_weekday(found: EraDate, weekday: str) -> EraDate:
    if not weekday or found.value is None or found.precision != "day":
        return found
    real = "月火水木金土日"[found.value.weekday()]
    if real == weekday:
        return found
    note = (
        f"{_said(found)}は{real}曜日ですが、「{weekday}」と書いてあります。日と曜日のどちらが正しいですか。"
    )
    return EraDate(found.value, "day", Reading.PROPOSED, note)


def _last_day(found: EraDate) -> date:
    assert found.value is not None
    value = found.value
    if found.precision == "day":
        return value
    if found.precision == "month":
        return value.replace(day=calendar.monthrange(value.year, value.month)[1])
    if found.precision == "fiscal_year":
        return date(value.year + 1, 3, 31)
    return date(value.year, 12, 31)


def _said(found: EraDate) -> str:
    assert found.value is not None
    day = {
        "day": f"{found.value.month}月{found.value.day}日",
        "month": f"{found.value.month}月",
        "fiscal_year": "度",
    }
    return f"{found.value.year}年{day.get(found.precision, '')}"


def short_year(year: int) -> str:
    """R8: a fiscal year as numbers bear it, by the era it ends its calendar year in."""
    era = next(era for era in reversed(ERAS) if era.first <= date(year, 12, 31))
    return f"{era.letter}{year - era.before}"


def write(on: date) -> str:
    """令和8年9月1日; before the solar calendar the Christian year stands."""
    era = next((era for era in reversed(ERAS) if era.first <= on), None)
    if era is None or on < SOLAR_FROM:
        return f"{on.year}年{on.month}月{on.day}日"
    year = on.year - era.before
    return f"{era.name}{'元' if year == 1 else year}年{on.month}月{on.day}日"
