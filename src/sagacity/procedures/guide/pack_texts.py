"""The files of a pack's guide, read once for each of their versions."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import reading, types

FOLDER, COMMON, HOUSEHOLDS = "guide", "guide/common", "guide/households"
DESKS, PAPERS, TASKS = f"{COMMON}/desks.toml", f"{COMMON}/papers.toml", f"{COMMON}/procedures.toml"
Some = TypeVar("Some")
Told = Callable[[str, procedures.BrokenDefinition | UnicodeDecodeError], None]
logger = logging.getLogger(__name__)


def guide(pack: Path | None = None) -> types.Guide:
    """All that can be read and names only what there is; of the rest `./sagacity check-city` speaks."""
    at = pack or city.folder()
    paths = [
        path for folder in (FOLDER, COMMON, "procedures") for path in sorted((at / folder).glob("*.toml"))
    ]
    return _read(at, tuple((path, path.stat().st_mtime_ns) for path in paths))


def households(pack: Path | None = None, *, told: Told | None = None) -> tuple[types.Household, ...]:
    """The golden examples that can be read; `told` hears of the others."""
    at = pack or city.folder()

    def read(name: str) -> tuple[types.Household, ...]:
        return reading.read_households(text=_text(at, name), file=name)

    return tuple(one for name in _names(at, HOUSEHOLDS) for one in _tried(read, name, told or _logged))


@lru_cache(maxsize=8)
def _read(pack: Path, stamps: tuple[tuple[Path, int], ...]) -> types.Guide:
    found = read_all(pack, told=_logged)
    whole = {key: one for key, one in found.events.items() if not unknown_names(found, one)}
    return replace(found, events=whole)


def read_all(pack: Path, *, told: Told) -> types.Guide:
    """Everything that can be read, whole or not; `told` hears of each file that cannot."""
    known = _definitions(pack)

    def event(name: str) -> tuple[types.Event, ...]:
        return (reading.read_event(text=_text(pack, name)),)

    def tasks(name: str) -> tuple[types.Task, ...]:
        return reading.read_tasks(text=_text(pack, name), definitions=known)

    def desks(name: str) -> tuple[tuple[tuple[types.Desk, ...], str], ...]:
        return (reading.read_desks(text=_text(pack, name)),)

    common = _tried(desks, DESKS, told)
    events = [one for name in _names(pack, FOLDER) for one in _tried(event, name, told)]
    return types.Guide(
        events={one.key: one for one in sorted(events, key=lambda one: (one.order, one.key))},
        tasks={one.key: one for one in _tried(tasks, TASKS, told)},
        papers={
            one.key: one
            for one in _tried(lambda name: reading.read_papers(text=_text(pack, name)), PAPERS, told)
        },
        desks={one.key: one for known_desks, _ in common for one in known_desks},
        service=next((service for _, service in common), ""),
    )


def unknown_names(guide: types.Guide, event: types.Event) -> list[tuple[str, str, str]]:
    """What the rules of an event name and nothing is: rule, "procedure", "paper" or "desk", name."""
    found = []
    for rule in event.rules:
        task = guide.tasks.get(rule.task)
        if task is None:
            found.append((rule.key, "procedure", rule.task))
        elif task.desk not in guide.desks:
            found.append((rule.key, "desk", task.desk))
        found += [(rule.key, "paper", one.paper) for one in rule.brings if one.paper not in guide.papers]
    return found


def _definitions(pack: Path) -> dict[str, procedures.Definition]:
    """Those of the pack by key; of the broken ones others speak."""
    found = {}
    for path in sorted((pack / "procedures").glob("*.toml")):
        try:
            one = procedures.read(text=path.read_text(encoding="utf-8"))
        except (procedures.BrokenDefinition, UnicodeDecodeError):
            continue
        found[one.key] = one
    return found


def _tried(read: Callable[[str], Iterable[Some]], name: str, told: Told) -> tuple[Some, ...]:
    try:
        return tuple(read(name))
    except (procedures.BrokenDefinition, UnicodeDecodeError) as problem:
        told(name, problem)
        return ()


def _logged(name: str, problem: procedures.BrokenDefinition | UnicodeDecodeError) -> None:
    logger.warning("the file %s of the city pack cannot be read; see check-city", name)


def _names(pack: Path, folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in sorted((pack / folder).glob("*.toml"))]


def _text(pack: Path, name: str) -> str:
    """What stands in a file; nothing where there is none."""
    path = pack / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
