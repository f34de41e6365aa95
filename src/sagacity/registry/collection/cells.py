"""The grammar of a 5374 cell: 月 · 金3 · 20201229 · *3 · 月 木:4 5 6. Unknown text is an error."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sagacity.registry.collection.types import Change, DatedException, Rule

WEEKDAYS = "月火水木金土日"
EXPECTED = "曜日（月）、第何曜日（金3）、日付（20201229）、注意の番号（*3）を空白で区切ったもの"
_WEEKDAY = re.compile(rf"([{WEEKDAYS}])([1-5]?)")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_REMARK = re.compile(r"\*(\d+)")


class UnknownCell(ValueError):
    """A cell holds something that is no day; found says what, expected says what may stand there."""

    def __init__(self, found: str, expected: str = EXPECTED) -> None:
        super().__init__(f"「{found}」は読めません。書けるのは、{expected}です。")
        self.found, self.expected = found, expected


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says of one kind."""

    rules: tuple[Rule, ...]
    exceptions: tuple[DatedException, ...]
    remarks: tuple[str, ...]


def parse(text: str, *, kind: str) -> Cell:
    """Read a cell.

    Raises:
        UnknownCell: a word in it is neither weekday, date nor remark.
    """
    days_text, colon, months_text = unicodedata.normalize("NFKC", text).partition(":")
    months = _months(months_text) if colon else ()
    nths: dict[int, list[int]] = {}
    dates: list[date] = []
    remarks: list[str] = []
    for word in days_text.split():
        if found := _WEEKDAY.fullmatch(word):
            nths.setdefault(WEEKDAYS.index(found[1]), []).append(int(found[2] or 0))
        elif found := _DATE.fullmatch(word):
            dates.append(_date(found, word))
        elif found := _REMARK.fullmatch(word):
            remarks.append(found[1])
        else:
            raise UnknownCell(word)
    if colon and not nths:
        raise UnknownCell(text, "「:」の前の曜日。例 月 木:4 5 6")
    rules = tuple(_rules(kind, nths, months))
    if rules:
        added = tuple(DatedException(on, kind, Change.ADD) for on in dict.fromkeys(dates))
        return Cell(rules, added, tuple(remarks))
    irregular = (Rule(kind, dates=tuple(sorted(set(dates)))),) if dates else ()
    return Cell(irregular, (), tuple(remarks))


def write(
    rules: Iterable[Rule], exceptions: Iterable[DatedException], remarks: Iterable[str] = ()
) -> str | None:
    """The cell that says the same; None when a 5374 cell cannot say it."""
    rules, exceptions = list(rules), list(exceptions)
    repeating = [rule for rule in rules if not rule.dates]
    if any(not _sayable(rule) for rule in rules) or any(one.change is not Change.ADD for one in exceptions):
        return None
    months = {rule.months for rule in repeating}
    if len(months) > 1:
        return None
    words = [
        f"{WEEKDAYS[weekday]}{nth or ''}"
        for rule in repeating
        for weekday in rule.weekdays
        for nth in (rule.nths or (0,))
    ]
    dates = [on for rule in rules for on in rule.dates] + [one.on for one in exceptions]
    words += [f"{on:%Y%m%d}" for on in sorted(set(dates))]
    words += [f"*{number}" for number in remarks]
    only = next(iter(months), ())
    return " ".join(words) + (":" + " ".join(map(str, only)) if only else "")


def _sayable(rule: Rule) -> bool:
    return rule.every == 1 and not (rule.recesses or rule.valid_from or rule.valid_to)


def _rules(kind: str, nths: dict[int, list[int]], months: tuple[int, ...]) -> Iterable[Rule]:
    """One rule for all weekdays that share their "nth"; every week swallows single weeks."""
    shared: dict[tuple[int, ...], list[int]] = {}
    for weekday, said in nths.items():
        which = () if 0 in said else tuple(sorted(set(said)))
        shared.setdefault(which, []).append(weekday)
    for which, weekdays in shared.items():
        yield Rule(kind, weekdays=tuple(sorted(weekdays)), nths=which, months=months)


def _months(text: str) -> tuple[int, ...]:
    words = text.split()
    if not words or any(not word.isdigit() or not 1 <= int(word) <= 12 for word in words):
        raise UnknownCell(f":{text}", "「:」の後に月の数字。例 月 木:4 5 6")
    return tuple(sorted({int(word) for word in words}))


def _date(found: re.Match[str], word: str) -> date:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as problem:
        raise UnknownCell(word, "ほんとうにある日付。例 20201229") from problem
