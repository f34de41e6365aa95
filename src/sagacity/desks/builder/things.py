"""Things of a definition by their path, such as `block-0-question-2`: found, put, added, moved, taken out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sagacity.procedures import api as procedures

LISTS = {
    "block": "blocks",
    "question": "questions",
    "column": "columns",
    "option": "options",
    "paper": "papers",
    "stage": "stages",
    "check": "checks",
    "line": "lines",
    "eligible": "eligible",
}
SINGLES = ("fee", "time_limit", "outcome")
ROOT = "procedure"
Path = tuple[int | str, ...]


class NoSuchThing(LookupError):
    """Nothing stands at this path."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing for the outline: its path, what it is, how deep it stands."""

    path: Path
    kind: str
    thing: Any
    depth: int

    @property
    def written(self) -> str:
        return written(self.path)


def parsed(text: str) -> Path:
    """The path of an address.

    Raises:
        NoSuchThing: it is none.
    """
    if text == ROOT:
        return ()
    parts: list[int | str] = [int(part) if part.isdigit() else part for part in text.split("-")]
    if not all(isinstance(one, int) or one in LISTS or one in SINGLES for one in parts):
        raise NoSuchThing(text)
    return tuple(parts)


def written(path: Path) -> str:
    return "-".join(map(str, path)) or ROOT


def kind_of(path: Path) -> str:
    """What stands there: the last name on the way."""
    return next((one for one in reversed(path) if isinstance(one, str)), ROOT)


def get(definition: procedures.Definition, path: Path) -> Any:
    """The thing at a path.

    Raises:
        NoSuchThing: there is none.
    """
    thing: Any = definition
    for name, number in _steps(path):
        if number is None:
            thing = getattr(thing, name, None)
        else:
            things = getattr(thing, LISTS[name], ())
            thing = things[number] if number < len(things) else None
        if thing is None:
            raise NoSuchThing(written(path))
    return thing


def put(definition: procedures.Definition, path: Path, thing: Any) -> procedures.Definition:
    """The definition with another thing at a path; None takes it out."""
    found: procedures.Definition = _put(definition, list(_steps(path)), thing)
    return found


def add(definition: procedures.Definition, path: Path, kind: str, thing: Any) -> procedures.Definition:
    """A new thing at the end of a list of the thing at the path."""
    owner = get(definition, path)
    grown = replace(owner, **{LISTS[kind]: (*getattr(owner, LISTS[kind]), thing)})
    return put(definition, path, grown) if path else grown


def move(definition: procedures.Definition, path: Path, by: int) -> procedures.Definition:
    """One place up or down; at the end of its block a question goes over into the next one."""
    *above, name, number = path
    owner = get(definition, tuple(above))
    things = list(getattr(owner, LISTS[str(name)]))
    place = int(number) + by
    if not 0 <= place < len(things):
        return _over(definition, path, by) if name == "question" else definition
    things.insert(place, things.pop(int(number)))
    moved = replace(owner, **{LISTS[str(name)]: tuple(things)})
    return put(definition, tuple(above), moved) if above else moved


def outline(definition: procedures.Definition) -> Iterator[Spot]:
    """Everything there is, in the order of the work."""
    for kind in ("eligible", "block", "paper"):
        yield from _outline(definition, (), kind, 0)
    if definition.fee:
        yield Spot(("fee",), "fee", definition.fee, 0)
    if definition.time_limit:
        yield Spot(("time_limit",), "time_limit", definition.time_limit, 0)
    yield from _outline(definition, (), "stage", 0)
    yield Spot(("outcome",), "outcome", definition.outcome, 0)
    yield from _outline(definition.outcome, ("outcome",), "line", 1)


INNER = {"block": ("question",), "question": ("option", "column"), "stage": ("check",), "column": ("option",)}


def _outline(owner: Any, path: Path, kind: str, depth: int) -> Iterator[Spot]:
    for number, thing in enumerate(getattr(owner, LISTS[kind])):
        here = (*path, kind, number)
        yield Spot(here, kind, thing, depth)
        for inner in INNER.get(kind, ()):
            yield from _outline(thing, here, inner, depth + 1)


def _over(definition: procedures.Definition, path: Path, by: int) -> procedures.Definition:
    _, block, _, number = path
    blocks = list(definition.blocks)
    place = int(block) + by
    if not 0 <= place < len(blocks):
        return definition
    here, there = blocks[int(block)], blocks[place]
    question = here.questions[int(number)]
    blocks[int(block)] = replace(here, questions=tuple(one for one in here.questions if one is not question))
    questions = (*there.questions, question) if by < 0 else (question, *there.questions)
    blocks[place] = replace(there, questions=questions)
    return replace(definition, blocks=tuple(blocks))


def _steps(path: Path) -> Iterator[tuple[str, int | None]]:
    place = 0
    while place < len(path):
        name = path[place]
        number = path[place + 1] if place + 1 < len(path) else None
        if not isinstance(name, str) or (name in LISTS) != isinstance(number, int):
            raise NoSuchThing(written(path))
        yield name, number if isinstance(number, int) else None
        place += 1 + (name in LISTS)


def _put(owner: Any, steps: list[tuple[str, int | None]], thing: Any) -> Any:
    (name, number), rest = steps[0], steps[1:]
    if number is None:
        inner = _put(getattr(owner, name), rest, thing) if rest else thing
        return replace(owner, **{name: inner})
    things = list(getattr(owner, LISTS[name]))
    if number >= len(things):
        raise NoSuchThing(name)
    things[number] = _put(things[number], rest, thing) if rest else thing
    return replace(owner, **{LISTS[name]: tuple(one for one in things if one is not None)})
