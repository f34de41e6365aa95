"""Measure speed and size: ./sagacity bench [NAME …] [--json]; broker-growth takes --entities N --points N."""

import argparse
import json
from collections.abc import Callable

from sagacity.site import bench
from sagacity.site.bench import machine
from sagacity.site.speech import complain, show

SIZES = ("entities", "points")


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(bench.names())}")
    parser.add_argument("--json", action="store_true", help="one object per line")
    for size in SIZES:
        parser.add_argument(f"--{size}", type=int, metavar="N", help="only broker-growth")
    chosen = parser.parse_args(arguments)
    sizes = {size: many for size in SIZES if (many := getattr(chosen, size)) is not None}
    if sizes and chosen.names != ["broker-growth"]:
        parser.error("--entities and --points are sizes of broker-growth alone")
    unknown = sorted(set(chosen.names) - set(bench.names()))
    if unknown:
        complain(
            f"「{unknown[0]}」という測定はありません。",
            f"there is no bench {unknown[0]!r}: {', '.join(bench.names())}",
        )
        return 64
    names = chosen.names or [name for name in bench.names() if name not in bench.LONG]
    if not chosen.json:
        show(f"machine: {machine.describe()}\ncommand: ./sagacity bench {' '.join(names)}\n")
    try:
        return _run(names, sizes, say=as_json if chosen.json else as_line)
    except bench.TooLittleRoom as problem:
        complain("ディスクの空きが足りません。", str(problem))
        return 1


def _run(names: list[str], sizes: dict[str, int], *, say: Callable[[bench.Figure], str]) -> int:
    missed = sum(not _measure(name, sizes, say=say) for name in names)
    return 1 if missed else 0


def _measure(name: str, sizes: dict[str, int], *, say: Callable[[bench.Figure], str]) -> bool:
    """Show each figure as soon as it is there; whether all goals were met."""
    met = True
    for figure in bench.measure(name, **sizes):
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
    sign = "≥" if figure.at_least else "≤"
    goal = "" if figure.goal is None else f"{sign} {figure.goal:g} {'ok' if figure.met else 'MISSED'}"
    return f"{figure.figure:<32}{figure.value:>10.2f} {figure.unit:<12}{goal:<16}{figure.setting}"
