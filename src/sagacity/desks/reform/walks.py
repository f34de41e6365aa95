"""The flow of people with small counts hidden: what picture and tables show alike."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sagacity.desks.reform import words
from sagacity.desks.reform.tables import Cell, Column, Table, by_size, column, number
from sagacity.kit.small_cells import LEAST, Sum, hide_joined
from sagacity.reservations.queue import api as queue

Place = tuple[int, queue.Where | str]  # a stop: its number and where
Key = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """A flow as it may be shown: counts by stop and by way, None where hidden."""

    flow: queue.Flow
    people: int | None
    stops: dict[Place, int | None]
    ways: dict[queue.Way, int | None]


def shown(flow: queue.Flow) -> Shown:
    """Hide small counts, and along every sum of ways in and out of a stop what would betray them."""
    counts: dict[Key, int] = {("stop", (one.step, one.where)): one.came for one in flow.stops}
    counts |= {("way", one): one.many for one in flow.ways}
    into: dict[Place, list[Key]] = defaultdict(list)
    out: dict[Place, list[Key]] = defaultdict(list)
    for way in flow.ways:
        out[way.step, way.source].append(("way", way))
        if not isinstance(way.target, str):
            into[way.step + 1, way.target].append(("way", way))
    sums = [
        Sum(tuple(parts), ("stop", place) if ("stop", place) in counts else None)
        for ways in (into, out)
        for place, parts in ways.items()
    ]
    safe = hide_joined(counts, sums)
    return Shown(
        flow=flow,
        people=None if 0 < flow.people < LEAST else flow.people,
        stops={(one.step, one.where): safe["stop", (one.step, one.where)] for one in flow.stops},
        ways={one: safe["way", one] for one in flow.ways},
    )


def tables(found: Shown) -> tuple[Table, Table]:
    """The stops with their waits, and the ways between them."""
    return (
        Table("stops", _("どこで待ったか"), _stop_columns(), _stops(found)),
        Table(
            "ways",
            _("どこへ行ったか"),
            (column(_("何番目から")), column(_("から")), column(_("へ")), number(_("人数"))),
            _ways(found),
        ),
    )


def _stop_columns() -> tuple[Column, ...]:
    return (
        column(_("何番目の窓口")),
        column(_("窓口")),
        number(_("来た人")),
        number(_("待ちの中央値（分）")),
        number(_("10人に9人の待ち（分）")),
        number(_("応対の中央値（分）")),
    )


def _stops(found: Shown) -> list[Sequence[Cell]]:
    rows = []
    for one in found.flow.stops:
        many = found.stops[one.step, one.where]
        minutes = (None,) * 3 if many is None else (one.wait_median, one.wait_ninety, one.talk_median)
        rows.append((one.step, (_nth(one.step), words.where(one.where), many, *minutes)))
    return _in_order(rows, at=2)


def _ways(found: Shown) -> list[Sequence[Cell]]:
    rows = [
        (way.step, (_nth(way.step), words.where(way.source), words.where(way.target), many))
        for way, many in found.ways.items()
    ]
    return _in_order(rows, at=3)


def _in_order(rows: Sequence[tuple[int, Sequence[Cell]]], *, at: int) -> list[Sequence[Cell]]:
    """Step by step, within each by what is shown."""
    steps = sorted({step for step, _row in rows})
    return [row for step in steps for row in by_size([row for one, row in rows if one == step], at=at)]


def _nth(step: int) -> str:
    return _("入口") if step == 0 else _("%(n)s番目") % {"n": step}
