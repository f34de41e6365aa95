"""What a city's procedures share though each calls it otherwise: `visits.toml` of the pack.

By itself the same are questions that are filled in from the same source, and those with the same key, kind,
words and options. The file names others, and what one answer says about the next.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from sagacity.kit.city import api as city
from sagacity.procedures.api import Kind, Question
from sagacity.procedures.guide import api as guide

FILE = "visits.toml"


class BrokenVisits(ValueError):
    """`visits.toml` does not say what it should; the words name the entry."""


@dataclass(frozen=True, slots=True)
class Carry:
    """An answer that another follows from while nobody wrote it: "procedure.question", a column after it."""

    origin: str  # or "today"
    target: str
    columns: Mapping[str, str] = field(default_factory=dict)  # table to table: column there ← column here
    younger_than: int = 0  # years; only such rows, by the column of their birth date
    born: str = ""  # that column
    value: object = None  # the answer itself, where nothing else is to be looked at


@dataclass(frozen=True, slots=True)
class Once:
    """What is asked once."""

    PREFIX: ClassVar[str] = "once"
    same: Mapping[str, str] = field(default_factory=dict)  # "procedure.question" → name
    carries: tuple[Carry, ...] = ()
    services: Mapping[str, str] = field(default_factory=dict)  # life event → what is booked for it

    def name_of(self, procedure: str, question: Question) -> str:
        """What a question is called on the sheet."""
        if name := self.same.get(f"{procedure}.{question.key}"):
            return f"{self.PREFIX}__{name}"
        if question.prefill and question.kind not in {Kind.TABLE, Kind.HOUSEHOLD}:
            return f"{self.PREFIX}__{question.prefill.replace('.', '_')}"
        if question.kind in {Kind.TABLE, Kind.HOUSEHOLD}:
            return f"{procedure}__{question.key}"
        return f"same__{question.key}__{_mark(question)}"


def _mark(question: Question) -> str:
    """A short sign that two questions are asked alike."""
    options = ",".join(one.key for one in question.options)
    said = f"{question.kind}|{question.label.get('ja', '')}|{options}|{question.since}|{question.until}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def once(pack: Path | None = None) -> Once:
    """What this city's pack says; nothing where it has no such file, or it cannot be read."""
    path = (pack or city.folder()) / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else Once()


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: int) -> Once:
    try:
        return read(path.read_text(encoding="utf-8"))
    except (BrokenVisits, UnicodeDecodeError):
        return Once()  # check-city speaks of it


def service_of(event: str) -> str:
    """What is booked for a life event, as a key of `slots.toml`: its own corner, or what all others use."""
    return once().services.get(event) or guide.service()


def read(text: str) -> Once:
    """The file as facts.

    Raises:
        BrokenVisits: an entry lacks something.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenVisits(str(problem)) from problem
    same: dict[str, str] = {}
    for entry in said.get("same", []):
        if not isinstance(entry.get("key"), str) or not isinstance(entry.get("questions"), list):
            raise BrokenVisits(f"same: key and questions are wanted: {entry}")
        same |= dict.fromkeys(map(str, entry["questions"]), entry["key"])
    services: dict[str, str] = {}
    for entry in said.get("corner", []):
        if not isinstance(entry.get("event"), str) or not isinstance(entry.get("service"), str):
            raise BrokenVisits(f"corner: event and service are wanted: {entry}")
        services[entry["event"]] = entry["service"]
    return Once(same, tuple(_carry(entry) for entry in said.get("carry", [])), services)


def _carry(entry: Mapping[str, object]) -> Carry:
    origin, target, columns = entry.get("from", ""), entry.get("to"), entry.get("columns", {})
    has_origin = bool(origin) != ("value" in entry)
    if not (has_origin and isinstance(origin, str) and isinstance(target, str) and isinstance(columns, dict)):
        raise BrokenVisits(f"carry: to, and either from or value, are wanted: {entry}")
    years = entry.get("younger_than", 0)
    return Carry(
        origin,
        target,
        columns,
        years if isinstance(years, int) else 0,
        str(entry.get("born", "")),
        entry.get("value"),
    )
