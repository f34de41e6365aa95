"""What a provider has: which entities, which of their attributes, and what may be forwarded to it."""

from dataclasses import dataclass
from typing import Literal

from sagacity.broker.federating.mapping import SAME, Mapping
from sagacity.broker.querying import patterns
from sagacity.broker.selection import Subject

Mode = Literal["none", "query", "update", "all"]


@dataclass(frozen=True, slots=True)
class Registration:
    """``attrs`` empty: all attributes. ``expires`` in milliseconds. ``url`` without a slash at its end."""

    id: str
    tenant: str
    path: str
    entities: tuple[Subject, ...]
    attrs: tuple[str, ...]
    url: str
    mode: Mode = "all"
    active: bool = True
    expires: int | None = None
    mapping: Mapping = SAME

    def takes(self, kind: Literal["query", "update"], *, at: int) -> bool:
        """Whether requests of a kind may be forwarded now."""
        alive = self.active and (self.expires is None or self.expires > at)
        return alive and self.mode in (kind, "all")

    def attrs_of(self, asked: tuple[str, ...]) -> tuple[str, ...] | None:
        """Of the attributes asked for (none: all) those it has; () means all it has, None nothing."""
        if not asked or not self.attrs:
            return asked or self.attrs
        return tuple(name for name in asked if name in self.attrs) or None

    def has(self, *, id: str, type: str | None) -> Subject | None:
        """Its words for one entity, or None."""
        for own in self.entities:
            if (found := common(own, Subject(id=id, type=type or ""))) is not None:
                return found
        return None


def common(own: Subject, asked: Subject) -> Subject | None:
    """The narrowest subject that covers what fits both, or None when nothing can."""
    ids = _common(own.id, own.id_pattern, asked.id, asked.id_pattern)
    types = _common(own.type, own.type_pattern, asked.type, asked.type_pattern)
    return None if ids is None or types is None else Subject(ids[0], ids[1], types[0], types[1])


def _common(own: str, own_pattern: str, asked: str, asked_pattern: str) -> tuple[str, str] | None:
    """(exact, pattern); of two patterns the one that says more."""
    if own and asked:
        return (own, "") if own == asked else None
    if own or asked:
        exact, pattern = (own, asked_pattern) if own else (asked, own_pattern)
        return (exact, "") if not pattern or patterns.compile(pattern).fits(exact) else None
    vague = asked_pattern in ("", ".*")
    return "", own_pattern if vague else asked_pattern
