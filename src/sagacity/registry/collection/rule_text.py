"""Rules in the words of a clerk, such as 「毎週火・金曜日」. Unknown text is an error."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from sagacity.kit import clock
from sagacity.registry.collection.types import Recess, Rule

WEEKDAYS = "月火水木金土日"
EXAMPLES = (
    "毎週火・金曜日",
    "第2・4月曜日",
    "隔週火曜日（4/7から）",
    "4～6月の毎週木曜日",
    "毎週月曜日 祝日も収集 12/31～1/3休み",
    "日付2026/12/29、2027/1/4",
)
_NUMBERS = str.maketrans("一二三四五", "12345")
_DAY = r"(?:(?:(\d{4})[/年.-]|令和(\d+|元)年)?(\d{1,2})[/月](\d{1,2})日?)"
_MONTHS = re.compile(r"(\d{1,2})月?~(\d{1,2})月[はの]?|((?:\d{1,2}月?[・,と])*\d{1,2})月[はの]?")
_WEEKLY = re.compile(r"毎週")
_EVERY = re.compile(r"隔週|([2-9])週間?(?:ごと|に1回|毎)の?")
_NTH = re.compile(r"(?:毎月)?第([1-5](?:[・,と]第?[1-5])*)")
_WEEKDAYS = re.compile(rf"([{WEEKDAYS}](?:曜日?)?(?:[・,と][{WEEKDAYS}](?:曜日?)?)*)曜?日?(?:に収集|収集)?")
_FROM = re.compile(rf"\(?{_DAY}から\)?")
_TO = re.compile(rf"\(?{_DAY}まで\)?")
_PERIOD = re.compile(rf"\(?期間(?:{_DAY}から|{_DAY}?~{_DAY}(?:まで)?)\)?")
_RECESS = re.compile(rf"\(?{_DAY}~{_DAY}は?お?(?:休み|収集しません|休止)\)?")
_HOLIDAYS = re.compile(r"\(?祝日[もは](?:収集|回収)(?:します)?\)?")
_NO_HOLIDAYS = re.compile(r"\(?祝日[はも]?お?(?:休み|収集しません|除く)\)?|\(?祝日を除く\)?")
_DATES = re.compile(rf"(?:日付)?({_DAY}(?:,{_DAY})*)")


class UnknownText(ValueError):
    """The words are no rule; says which part, what was expected, and shows examples."""

    def __init__(self, found: str, expected: str) -> None:
        examples = "」「".join(EXAMPLES[:4])
        super().__init__(f"「{found}」は読めません。{expected} 書き方の例:「{examples}」")
        self.found, self.expected = found, expected


@dataclass(slots=True)
class _Reader:
    """What is still to be read, and what has been understood so far."""

    rest: str
    on: date
    rule: Rule
    starts: re.Match[str] | None = None

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.rest)
        if found:
            self.rest = self.rest[found.end() :].lstrip(" ,。")
        return found


def parse(text: str, *, kind: str, on: date) -> tuple[Rule, ...]:
    """Read rules, one a line; a date without a year lies in the fiscal year of `on`.

    Raises:
        UnknownText: a part of the text has no meaning here.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(_parse_line(line, kind, on) for line in lines)


def _parse_line(line: str, kind: str, on: date) -> Rule:
    body, _, note = line.partition("※")
    reader = _Reader(_plain(body), on, Rule(kind, note=note.strip()))
    if (dates := reader.take(_DATES)) and not reader.rest.startswith(("~", "から", "まで")):
        _read_dates(reader, dates[1])
    else:
        reader.rest = _plain(body)
        _read_days(reader)
    _read_options(reader)
    return _finish(reader)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"[〜～−–—]", "~", text).replace("、", ",").replace("\u3000", " ")
    text = re.sub(
        r"第[一二三四五](?:[・,と]第?[一二三四五])*", lambda found: found[0].translate(_NUMBERS), text
    )
    return re.sub(r"(?<=[^\d])\s+|\s+(?=[^\d])", "", text)


def _read_dates(reader: _Reader, text: str) -> None:
    days = []
    for found in re.finditer(_DAY, text):
        if not (found[1] or found[2]):
            raise UnknownText(found[0], "日付をならべるときは年も書きます。")
        days.append(_day(found.groups(), reader.on, found[0]))
    reader.rule = replace(reader.rule, dates=tuple(sorted(set(days))))


def _read_days(reader: _Reader) -> None:
    months: tuple[int, ...] = ()
    if found := reader.take(_MONTHS):
        months = _months(found)
    nths: tuple[int, ...] = ()
    every = 1
    if found := reader.take(_EVERY):
        every = int(found[1] or 2)
    elif found := reader.take(_NTH):
        nths = tuple(sorted({int(digit) for digit in re.findall(r"\d", found[1])}))
    elif not reader.take(_WEEKLY) and "曜" not in reader.rest[:12]:
        raise UnknownText(reader.rest or "（空）", "「毎週」「第2・4」「隔週」のどれかと曜日がいります。")
    said = reader.take(_WEEKDAYS)
    if said is None:
        raise UnknownText(reader.rest or "（空）", f"ここには曜日（{WEEKDAYS}）がいります。")
    weekdays = tuple(sorted({WEEKDAYS.index(letter) for letter in _letters(said[1])}))
    reader.rule = replace(reader.rule, weekdays=weekdays, nths=nths, every=every, months=months)


def _letters(text: str) -> str:
    return re.sub(r"曜日?|[・,と]", "", text)


def _months(found: re.Match[str]) -> tuple[int, ...]:
    if found[1]:
        first, last = int(found[1]), int(found[2])
        span = range(first, last + 1) if first <= last else [*range(first, 13), *range(1, last + 1)]
        months = set(span)
    else:
        months = {int(digits) for digits in re.findall(r"\d+", found[3])}
    if not months <= set(range(1, 13)):
        raise UnknownText(found[0], "月は1から12までです。")
    return tuple(sorted(months))


def _read_options(reader: _Reader) -> None:
    while reader.rest:
        if found := reader.take(_RECESS):
            _read_recess(reader, found)
        elif found := reader.take(_PERIOD):
            _read_period(reader, found)
        elif found := reader.take(_FROM):
            reader.starts = found
        elif found := reader.take(_TO):
            reader.rule = replace(reader.rule, valid_to=_day(found.groups(), reader.on, found[0]))
        elif reader.take(_HOLIDAYS):
            reader.rule = replace(reader.rule, holidays_too=True)
        elif found := reader.take(_NO_HOLIDAYS):
            raise UnknownText(
                found[0], "祝日の休みは、その日付を「例外」に「取り消し」として入れてください。"
            )
        else:
            raise UnknownText(reader.rest, "この部分の意味がわかりません。規則が2つあるときは行を分けます。")


def _read_recess(reader: _Reader, found: re.Match[str]) -> None:
    if any(found.group(1, 2, 5, 6)):
        raise UnknownText(found[0], "年のついた休みは「施設の休止」に入れてください。")
    month, day, to_month, to_day = (int(found[number]) for number in (3, 4, 7, 8))
    for one in ((month, day), (to_month, to_day)):
        _real(2024, *one, found[0])
    recess = Recess(month, day, to_month, to_day)
    reader.rule = replace(reader.rule, recesses=(*reader.rule.recesses, recess))


def _read_period(reader: _Reader, found: re.Match[str]) -> None:
    begin = found.group(1, 2, 3, 4) if found[3] else found.group(5, 6, 7, 8)
    first = _day(begin, reader.on, found[0]) if begin[2] else None
    last = _day(found.group(9, 10, 11, 12), reader.on, found[0]) if found[11] else None
    if first and last and last < first:
        raise UnknownText(found[0], "期間の終わりが始まりより前です。")
    reader.rule = replace(reader.rule, valid_from=first, valid_to=last)


def _finish(reader: _Reader) -> Rule:
    rule, starts = reader.rule, reader.starts
    if rule.every == 1:
        first = _day(starts.groups(), reader.on, starts[0]) if starts else rule.valid_from
        return replace(rule, valid_from=first)
    if starts is None:
        raise UnknownText(
            "隔週" if rule.every == 2 else f"{rule.every}週間ごと",
            "最初の日もいります。例 隔週火曜日（4/7から）",
        )
    anchor = _day(starts.groups(), reader.on, starts[0])
    if anchor.weekday() not in rule.weekdays:
        raise UnknownText(
            starts[0],
            f"{anchor:%Y/%-m/%-d}は{WEEKDAYS[anchor.weekday()]}曜日で、書かれた曜日とちがいます。年も書いてください。",
        )
    return replace(rule, anchor=anchor)


def _day(parts: tuple[str | None, ...], on: date, text: str) -> date:
    year, reiwa, month, day = parts[:4]
    m, d = int(month or 0), int(day or 0)
    if year:
        return _real(int(year), m, d, text)
    if reiwa:
        return _real(2018 + (1 if reiwa == "元" else int(reiwa)), m, d, text)
    # Without a year the fiscal year of the clerk's day is meant; the text read back shows which.
    first = clock.fiscal_year(on)
    return _real(first if m >= 4 else first + 1, m, d, text)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _real(year: int, month: int, day: int, text: str) -> date:
    if not _exists(year, month, day):
        raise UnknownText(text, "そのような日付はありません。")
    return date(year, month, day)


def say(rule: Rule) -> str:
    """The rule in words that `parse` reads back."""
    if rule.dates:
        days = "日付" + "、".join(_written(on) for on in rule.dates)
    else:
        days = "・".join(map(str, rule.months)) + "月の" if rule.months else ""
        if rule.every > 1:
            days += "隔週" if rule.every == 2 else f"{rule.every}週間ごと"
        elif rule.nths:
            days += "第" + "・".join(map(str, rule.nths))
        else:
            days += "毎週"
        days += "・".join(WEEKDAYS[day] for day in rule.weekdays) + "曜日"
        if rule.anchor and rule.every > 1:
            days += f"（{_written(rule.anchor)}から）"
    words = [days]
    if rule.valid_from or rule.valid_to:
        first = _written(rule.valid_from) if rule.valid_from else ""
        last = _written(rule.valid_to) if rule.valid_to else ""
        words.append(f"期間{first}～{last}" if last else f"期間{first}から")
    if rule.holidays_too:
        words.append("祝日も収集")
    words += [f"{one.from_month}/{one.from_day}～{one.to_month}/{one.to_day}休み" for one in rule.recesses]
    if rule.note:
        words.append(f"※{rule.note}")
    return " ".join(words)


def _written(on: date) -> str:
    return f"{on.year}/{on.month}/{on.day}"
