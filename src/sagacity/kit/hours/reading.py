"""Reading `hours.toml`; a calendar may stand on one above it and say only what differs."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from itertools import pairwise
from typing import Any

from sagacity.kit.hours import types

_KNOWN = {"key", "name", "as", "week", "holidays", "year_end", "on", "confirmed"}


class BrokenHours(ValueError):
    """The hours cannot be read; `where` names the place and `why` what to put right."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


def read(*, text: str) -> dict[str, types.Calendar]:
    """The calendars of a file, by key.

    Raises:
        BrokenHours: it is no TOML, or says what no calendar can.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenHours("hours.toml", str(problem)) from problem
    found: dict[str, types.Calendar] = {}
    for number, one in enumerate(said.get("calendar", []), start=1):
        calendar = _calendar(one, f"calendar {number} ({one.get('key', '?')})", found)
        if calendar.key in found:
            raise BrokenHours(f"calendar {number}", f"the key {calendar.key} stands above already")
        found[calendar.key] = calendar
    return found


def _calendar(said: Mapping[str, Any], where: str, above: Mapping[str, types.Calendar]) -> types.Calendar:
    if unknown := set(said) - _KNOWN:
        raise BrokenHours(where, f"there is no {', '.join(sorted(unknown))} here")
    if not isinstance(said.get("key"), str):
        raise BrokenHours(where, "say its key")
    calendar = types.Calendar(key=said["key"], name={}, week={})
    if "as" in said:
        if said["as"] not in above:
            raise BrokenHours(where, f"there is no {said['as']} above")
        calendar = replace(above[said["as"]], key=said["key"], is_confirmed=False)
    if not (name := said.get("name", calendar.name)).get("ja"):
        raise BrokenHours(where, "say its name in ja")
    return replace(
        calendar,
        name=name,
        week={**calendar.week, **_week(said.get("week", {}), where)},
        on_holiday=_on_holiday(said.get("holidays", calendar.on_holiday), where),
        year_end=_year_end(said["year_end"], where) if "year_end" in said else calendar.year_end,
        specials=(*calendar.specials, *(_special(one, where) for one in said.get("on", []))),
        is_confirmed=said.get("confirmed") is True,
    )


def _week(said: Mapping[str, Any], where: str) -> dict[str, tuple[types.Hours, ...]]:
    if unknown := set(said) - set(types.DAYS):
        raise BrokenHours(
            where, f"no day of the week: {', '.join(sorted(unknown))}; write {', '.join(types.DAYS)}"
        )
    return {day: _hours(spans, f"{where}, {day}") for day, spans in said.items()}


def _hours(said: Any, where: str) -> tuple[types.Hours, ...]:
    if not isinstance(said, list):
        raise BrokenHours(where, 'write a list, such as ["08:30-17:15"], or [] for closed')
    spans = sorted(_span(one, where) for one in said)
    for first, second in pairwise(spans):
        if second.begins < first.ends:
            raise BrokenHours(where, "two spans overlap")
    return tuple(spans)


def _span(said: Any, where: str) -> types.Hours:
    try:
        begins, ends = (time.fromisoformat(part.strip()) for part in str(said).split("-"))
    except ValueError as problem:
        raise BrokenHours(where, f"{said!r}: write it like 08:30-17:15") from problem
    if begins >= ends:
        raise BrokenHours(where, f"{said!r} ends before it begins")
    return types.Hours(begins, ends)


def _on_holiday(said: Any, where: str) -> types.OnHoliday:
    try:
        return types.OnHoliday(said)
    except ValueError as problem:
        raise BrokenHours(where, f"holidays is one of {', '.join(types.OnHoliday)}") from problem


def _year_end(said: Any, where: str) -> types.YearEnd | None:
    if said is False:
        return None
    try:
        since, until = (tuple(int(part) for part in said[end].split("-")) for end in ("since", "until"))
        for month, day in (since, until):
            date(2000, month, day)
    except (TypeError, KeyError, ValueError) as problem:
        raise BrokenHours(where, 'year_end is false or {since = "12-29", until = "01-03"}') from problem
    return types.YearEnd((since[0], since[1]), (until[0], until[1]))


def _special(said: Mapping[str, Any], where: str) -> types.Special:
    since, until = said.get("since"), said.get("until", said.get("since"))
    if type(since) is not date or type(until) is not date or since > until:
        raise BrokenHours(f"{where}, on", "say since (and until) as days, such as 2026-05-10")
    if not said.get("because", {}).get("ja"):
        raise BrokenHours(f"{where}, on {since}", "say because in ja: residents read it")
    return types.Special(since, until, _hours(said.get("hours", []), f"{where}, on {since}"), said["because"])
