"""Reading tables of TOML with every fault noted, not the first alone."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sagacity.kit.logic import api as logic
from sagacity.procedures.faults import Path
from sagacity.procedures.types import NO_RULE, Rule, Words

Some = TypeVar("Some", bound=StrEnum)
NEEDED: Any = object()
Noted = list[tuple[Path, str, str]]  # path, code, about
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
OPTION_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")


class Page:
    """One table: what is asked of it is known, all else in it is a fault."""

    def __init__(self, said: Mapping[str, Any], path: Path, noted: Noted) -> None:
        self._said, self._path, self._noted = said, path, noted
        self._known: set[str] = set()

    def key(self, name: str = "key", *, form: re.Pattern[str] = _KEY) -> str:
        value = self.text(name)
        if value and form.fullmatch(value) is None:
            self._note(name, "not_a_key")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, NEEDED if default is None else default)
        if value is NEEDED:
            return ""
        if not isinstance(value, str):
            self._note(name, "not_text")
            return ""
        if not value.strip() and default is None:
            self._note(name, "missing")
        return value

    def words(self, name: str, *, needed: bool = False) -> Words:
        value = self._take(name, NEEDED if needed else {})
        if value is NEEDED or (value == {} and not needed):
            return {}
        is_good = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        if not is_good or not value.get("ja"):
            self._note(name, "not_words")
            return {}
        return dict(value)

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self._take(name, list(default))
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._note(name, "not_list")
            return default
        return tuple(value)

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.whole_or_none(name)
        if value is None and default is None and name not in self._said:
            self._note(name, "missing")
        return value if value is not None else default or 0

    def whole_or_none(self, name: str) -> int | None:
        value = self._take(name, False)
        if value is False and name not in self._said:
            return None
        if type(value) is not int:
            self._note(name, "not_whole")
            return None
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self._take(name, default)
        if not isinstance(value, bool):
            self._note(name, "not_flag")
            return default
        return value

    def day(self, name: str) -> date | None:
        value = self._take(name, False)
        if value is False and name not in self._said:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self._note(name, "not_day")
            return None
        return value

    def one_of(self, name: str, kind: type[Some], default: Some | None = None) -> Some:
        value = self._take(name, NEEDED if default is None else default.value)
        known = list(kind)
        if value in [one.value for one in known]:
            return kind(value)
        if value is not NEEDED:
            self._note(name, "not_one_of", ", ".join(known))
        return default or known[0]

    def rule(self, name: str, default: Rule = NO_RULE) -> Rule:
        value = self._take(name, default)
        if fault := logic.fault_of(value):
            self._note(name, "not_a_rule", str(fault))
            return default
        return value

    def rules(self, name: str) -> Mapping[str, Rule]:
        page = self.one(name)
        return {each: page.rule(each) for each in page._said} if page else {}

    def one(self, name: str) -> "Page | None":
        value = self._take(name, False)
        if value is False and name not in self._said:
            return None
        if not isinstance(value, dict):
            self._note(name, "not_table")
            return None
        return Page(value, (*self._path, name), self._noted)

    def each(self, name: str) -> Iterator["Page"]:
        value = self._take(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._note(name, "not_table")
            return
        for number, one in enumerate(value):
            yield Page(one, (*self._path, name, number), self._noted)

    def done(self) -> None:
        """Note every name that nobody asked for."""
        for name in self._said.keys() - self._known:
            self._note(name, "unknown_name", ", ".join(sorted(self._known)))

    def _take(self, name: str, default: Any) -> Any:
        self._known.add(name)
        if name not in self._said and default is NEEDED:
            self._note(name, "missing")
        return self._said.get(name, default)

    def _note(self, name: str, code: str, about: str = "") -> None:
        if ((*self._path, name), code, about) not in self._noted:
            self._noted.append(((*self._path, name), code, about))
