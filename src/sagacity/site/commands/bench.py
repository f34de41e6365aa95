"""Measure speed and size: ./sagacity bench [NAME …] [--json]."""

import argparse
import json
from collections.abc import Callable

from sagacity.site import bench
from sagacity.site.bench import machine
from sagacity.site.speech import complain, show


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(bench.names())}")
    parser.add_argument("--json", action="store_true", help="one object per line")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.names) - set(bench.names()))
    if unknown:
        complain(
            f"「{unknown[0]}」という測定はありません。",
            f"there is no bench {unknown[0]!r}: {', '.join(bench.names())}",
        )
        return 64
    names = chosen.names or bench.names()
    if not chosen.json:
        show(f"machine: {machine.describe()}\ncommand: ./sagacity bench {' '.join(names)}\n")
    missed = sum(not _measure(name, say=as_json if chosen.json else as_line) for name in names)
    return 1 if missed else 0


def _measure(name: str, *, say: Callable[[bench.Figure], str]) -> bool:
    """Show each figure as soon as it is there; whether all goals were met."""
    met = True
    for figure in bench.measure(name):
        met &= figure.met
        show(say(figure))
    return met


def as_json(figure: bench.Figure) -> str:
    """One line for programs."""
    setting = f"{figure.setting}; {machine.describe()}; ./sagacity bench {figure.figure.partition('.')[0]}"
    line = {"figure": figure.figure, "value": round(figure.value, 3), "unit": figure.unit}
    return json.dumps({**line, "setting": setting}, ensure_ascii=False)


def as_line(figure: bench.Figure) -> str:
    """One line for people."""
    goal = "" if figure.goal is None else f"≤ {figure.goal:g} {'ok' if figure.met else 'MISSED'}"
    return f"{figure.figure:<22}{figure.value:>10.2f} {figure.unit:<10}{goal:<14}{figure.setting}"
