"""Demand by hour of the week: how many come on a usual Monday at ten, at the counter and online."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sagacity.desks.reform import words
from sagacity.desks.reform.tables import Table, column, number
from sagacity.kit.small_cells import Sum, hide_joined
from sagacity.procedures.cases import api as cases
from sagacity.reservations.queue import api as queue

STEPS = 5  # shades of a heat table
Slot = tuple[int, int]  # weekday from 0, hour


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell of a heat table: people on a usual day of this weekday, and its shade from 0."""

    text: str
    shade: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Hours down, weekdays across."""

    title: str
    weekdays: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Heat, ...]], ...]


def counter(demand: queue.Demand) -> tuple[HeatTable | None, Table]:
    """Arrivals at the counter as a heat table, and as a table to take along."""
    counts = {(one.weekday, one.hour): one.came for one in demand.hours}
    safe = _hidden(counts)
    usual = {slot: many / (demand.days[slot[0]] or 1) for slot, many in counts.items()}
    rows = []
    for one in demand.hours:
        many = safe[one.weekday, one.hour]
        rest = one.came - one.booked
        unsure = many is None or 0 < one.booked < 10 or 0 < rest < 10
        rows.append(
            (
                str(words.DAYS[one.weekday]),
                one.hour,
                demand.days[one.weekday],
                many,
                None if many is None else round(usual[one.weekday, one.hour], 1),
                None if unsure else one.booked,
                None if many is None else one.wait_median,
            )
        )
    columns = (
        column(_("曜日")),
        number(_("時")),
        number(_("日数")),
        number(_("来た人")),
        number(_("1日あたり")),
        number(_("うち予約の人")),
        number(_("待ちの中央値（分）")),
    )
    heat = _heat(_("窓口に来た人（1日あたり）"), usual, safe)
    return heat, Table("demand", _("曜日と時刻ごとの来た人"), columns, rows)


def online(arrivals: cases.Arrivals) -> tuple[HeatTable | None, Table]:
    """Applications that came online, hour by hour: also when every counter is closed."""
    counts = dict(arrivals.online_hours)
    safe = _hidden(counts)
    rows = [(str(words.DAYS[day]), hour, safe[day, hour]) for day, hour in counts]
    columns = (column(_("曜日")), number(_("時")), number(_("オンラインの申請")))
    heat = _heat(
        _("オンラインの申請（合計）"), {key: float(many) for key, many in counts.items()}, safe, "0f"
    )
    return heat, Table("online", _("曜日と時刻ごとのオンラインの申請"), columns, rows)


def _hidden(counts: Mapping[Slot, int]) -> dict[Slot, int | None]:
    """Small cells, and another where the sum of all, which other pages show, would give one away."""
    return hide_joined(counts, [Sum(tuple(counts))])


def _heat(
    title: str, usual: Mapping[Slot, float], safe: Mapping[Slot, int | None], digits: str = "1f"
) -> HeatTable | None:
    if not usual:
        return None
    hours = range(min(hour for _, hour in usual), max(hour for _, hour in usual) + 1)
    weekdays = [day for day in range(7) if day < 5 or any(one == day for one, _ in usual)]
    most = max((usual[slot] for slot in usual if safe[slot] is not None), default=0) or 1

    def cell(slot: Slot) -> Heat:
        if slot not in usual:
            return Heat("0", 0, False)
        if safe[slot] is None:
            return Heat("", 0, True)
        return Heat(f"{usual[slot]:.{digits}}", min(STEPS - 1, int(STEPS * usual[slot] / most)), False)

    return HeatTable(
        title=title,
        weekdays=tuple(str(words.DAYS[day]) for day in weekdays),
        rows=tuple(
            (_("%(h)s時台") % {"h": hour}, tuple(cell((day, hour)) for day in weekdays)) for hour in hours
        ),
    )
