"""Measuring: one module per bench, each with `measure() -> Iterator[Figure]`."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
PARTS_OF_THE_FRAME = {"__init__", "machine", "pages", "sample", "sandbox"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, such as home.cpu_ms."""

    figure: str
    value: float
    unit: str
    setting: str  # what exactly was measured, so that another can measure the same
    goal: float | None = None  # the figure should not be above this

    @property
    def met(self) -> bool:
        return self.goal is None or self.value <= self.goal


def names() -> list[str]:
    """Every bench there is; put a module beside this one and it is listed."""
    found = (path.stem for path in HERE.glob("*.py"))
    return sorted(name.rstrip("_") for name in found if name not in PARTS_OF_THE_FRAME)


def measure(name: str) -> Iterator[Figure]:
    """Run one bench."""
    yield from _module(name).measure()


def sentence(name: str) -> str:
    """What a bench measures."""
    return (_module(name).__doc__ or "").partition("\n")[0]


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name}" + ("_" if name == "import" else ""))
