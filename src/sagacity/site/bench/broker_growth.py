"""How the data-linkage platform grows: the same requests at 10,000 to 1,000,000 entities, 50 million points.

Costs are processor time of the server process and of the database's processes for one request; the growth of
each is what it costs at the largest size, divided by what it costs at the smallest. Where the answer stays as
large as it was, the cost must too.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sagacity.site.bench import Figure, TooLittleRoom, growth_loads, sandbox, serving, stores
from sagacity.site.bench.growth_loads import MINUTES_OF_A_YEAR, Gauges

ENTITIES = 1_000_000
POINTS = 50_000_000
MOST = 2.0  # how much dearer a request may become
BYTES_OF_AN_ENTITY, BYTES_OF_A_POINT = 2_000, 180  # room wanted before it begins: more than is used
KEPT_DAYS = 330  # of 365, when the oldest points are forgotten
FILLING = "sagacity.broker.filling"


@dataclass(slots=True)
class Costs:
    """What was measured at each size, the smallest first."""

    sizes: list[int] = field(default_factory=list)
    found: dict[str, list[float]] = field(default_factory=dict)

    def note(self, name: str, value: float) -> None:
        self.found.setdefault(name, []).append(value)


def measure(*, entities: int = ENTITIES, points: int = POINTS) -> Iterator[Figure]:
    for name, server in serving.databases():
        with sandbox.house() as folder:
            _check_room(folder, entities, points)
            with serving.database(server, str(folder / "broker.sqlite3")) as store:
                yield from _on(name, store, folder, entities, points)


def _check_room(folder: Path, entities: int, points: int) -> None:
    free = shutil.disk_usage(folder).free
    wanted = entities * BYTES_OF_AN_ENTITY + points * BYTES_OF_A_POINT
    if free < wanted:
        raise TooLittleRoom(
            f"{tempfile.gettempdir()} has {free / 1e9:.1f} GB free; {entities:,} entities and {points:,}"
            f" points want {wanted / 1e9:.1f} GB: take smaller --entities and --points, or set TMPDIR"
        )


def _on(name: str, store: str, folder: Path, entities: int, points: int) -> Iterator[Figure]:
    yield from _figures(_entities(store, folder, entities), "entities", name)
    past = _points(store, folder, points)
    yield from _figures(past, "points", name)
    by_month, by_hour = past.found["year_by_month_us"][-1], past.found["day_by_hour_us"][-1]
    about = f"months of a year against hours of a day, {past.sizes[-1]:,} points, {name}"
    yield Figure("broker-growth.year_to_day", by_month / by_hour, "×", about, goal=1.0)
    yield from _purge(name, store, folder)


def _entities(store: str, folder: Path, most: int) -> Costs:
    costs, there = Costs(), 0
    for size in sorted({most // 100, most // 10, most}):
        _fill(folder, "entities", store, there, size)
        stores.checkpoint(store)
        costs.sizes.append(size)
        costs.note("bytes_of_an_entity", stores.size(store) / size)
        with serving.broker(store) as at:
            for what, load in growth_loads.of_entities(size).items():
                _say(f"{what} at {size:,} entities")
                costs.note(f"{what}_us", _cost(at, store, load))
            costs.note("memory_mb", _memory_mb(at.process))
        there = size
    return costs


def _points(store: str, folder: Path, most: int) -> Costs:
    costs, gauges, before = Costs(), 0, 0
    others = stores.sizes_of_the_past(store)  # what the updates of entities have left
    for size in sorted({most // 500, most // 10, most}):
        every = max(1, round(MINUTES_OF_A_YEAR / size))
        stop = gauges + max(1, round((size - before) * every / MINUTES_OF_A_YEAR))
        _fill(folder, "points", store, gauges, stop, every * 60_000)
        stores.checkpoint(store)
        before += (stop - gauges) * (MINUTES_OF_A_YEAR // every)
        costs.sizes.append(before)
        points, sums = stores.sizes_of_the_past(store)
        costs.note("bytes_of_a_point", (points - others[0]) / before)
        costs.note("bytes_of_its_sums", (sums - others[1]) / before)
        with serving.broker(store) as at:
            for what, load in growth_loads.of_points(Gauges(gauges, stop, every)).items():
                _say(f"{what} at {before:,} points")
                costs.note(f"{what}_us", _cost(at, store, load))
            costs.note("memory_with_history_mb", _memory_mb(at.process))
        gauges = stop
    return costs


def _purge(name: str, store: str, folder: Path) -> Iterator[Figure]:
    done = sandbox.in_own_process(FILLING, "purge", store, str(KEPT_DAYS), folder=folder)
    about = f"points older than {KEPT_DAYS} of 365 days, while others write, {name}"
    yield Figure("broker-growth.purge_s", done["took_s"], "s", about)
    yield Figure("broker-growth.purge_longest_wait_s", done["longest_wait_s"], "s", about, goal=2.0)


def _figures(costs: Costs, of: str, name: str) -> Iterator[Figure]:
    """What a request costs must not grow; a size per entity or point is said as it is."""
    sizes = " · ".join(f"{size:,}" for size in costs.sizes)
    for what, values in costs.found.items():
        unit = {"us": "µs", "mb": "MB"}.get(what.rpartition("_")[2], "bytes")
        shown = " · ".join(f"{value:,.0f}" for value in values)
        about = f"{shown} {unit} at {sizes} {of}, {name}"
        figure = f"broker-growth.{what.removesuffix('_us').removesuffix('_mb')}"
        yield Figure(figure, values[-1] / values[0], "×", about, goal=MOST if unit == "µs" else None)


def _cost(at: serving.Serving, store: str, load: growth_loads.Load) -> float:
    """Microseconds of processor time for one request, after some that only warm up."""
    at.costs(load(load.warming))
    before = stores.cpu_seconds(store)
    rate = at.costs(load(load.measured))
    return 1e6 / rate + (stores.cpu_seconds(store) - before) / load.measured * 1e6


def _fill(folder: Path, what: str, store: str, *numbers: int) -> None:
    _say(f"filling: {what} {' '.join(map(str, numbers))}")
    sandbox.in_own_process(FILLING, what, store, *map(str, numbers), folder=folder)


def _memory_mb(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _say(line: str) -> None:
    sys.stderr.write(f"  · {line}\n")
    sys.stderr.flush()
