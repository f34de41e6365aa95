"""Words that some of the city's languages lack."""

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sagacity.procedures import types
from sagacity.procedures.faults import Path
from sagacity.procedures.lint.flaws import Flaw
from sagacity.procedures.writing import LISTS

WORDS = {"name", "about", "label", "hint", "title", "note", "say", "otherwise", "text", "to_confirm"}


def look(definition: types.Definition, *, languages: Collection[str]) -> Iterator[Flaw]:
    yield from _look(definition, (), languages)


def _look(thing: Any, path: Path, languages: Collection[str]) -> Iterator[Flaw]:
    for one in fields(thing):
        value = getattr(thing, one.name)
        if one.name in WORDS and isinstance(value, dict) and value:
            missing = [language for language in languages if not value.get(language)]
            if missing:
                yield Flaw("missing_words", (*path, one.name), ", ".join(missing))
        elif isinstance(value, tuple):
            name = LISTS.get(one.name, one.name)
            for place, inner in enumerate(value):
                if is_dataclass(inner):
                    yield from _look(inner, (*path, name, place), languages)
        elif is_dataclass(value):
            yield from _look(value, (*path, one.name), languages)
