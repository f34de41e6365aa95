"""Measuring: one module per bench, each with `measure() -> Iterator[Figure]`."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
PARTS_OF_THE_FRAME = {
    "__init__",
    "card_scripts",
    "growth_loads",
    "hearing",
    "loading",
    "machine",
    "pages",
    "sample",
    "sandbox",
    "serving",
    "slots_rush",
    "stores",
    "visitors",
}
LONG = {
    "broker-growth",
    "procedures-killed",
    "procedures-year",
}  # benches of half an hour and more: only when they are named


class TooLittleRoom(Exception):
    """The disk cannot hold what shall be measured; the text says how much is wanted."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, such as home.cpu_ms."""

    figure: str
    value: float
    unit: str
    setting: str  # what exactly was measured, so that another can measure the same
    goal: float | None = None  # the figure should not be above this …
    at_least: bool = False  # … or not below it

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def names() -> list[str]:
    """Every bench there is; put a module beside this one and it is listed."""
    found = (path.stem for path in HERE.glob("*.py"))
    return sorted(name.rstrip("_").replace("_", "-") for name in found if name not in PARTS_OF_THE_FRAME)


def measure(name: str, **sizes: int) -> Iterator[Figure]:
    """Run one bench; only some know sizes."""
    yield from _module(name).measure(**sizes)


def sentence(name: str) -> str:
    """What a bench measures."""
    return (_module(name).__doc__ or "").partition("\n")[0]


def _module(name: str) -> ModuleType:
    stem = name.replace("-", "_") + ("_" if name == "import" else "")
    return importlib.import_module(f"{__name__}.{stem}")
