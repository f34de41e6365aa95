"""Which types are asked for: ``A,B`` or ``A|B`` either, ``A;B`` both, parentheses."""

from collections.abc import Callable
from dataclasses import dataclass

from sagacity.broker.entity import Entity
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.querying.cursor import Cursor
from sagacity.broker.ld.rows import types

Fits = Callable[[frozenset[str]], bool]


@dataclass(frozen=True, slots=True)
class TypeSelection:
    """``addresses``: every type that is mentioned; an entity that fits has at least one of them."""

    fits: Fits
    addresses: frozenset[str]

    def matches(self, entity: Entity) -> bool:
        return self.fits(frozenset(types.of(entity)))


def parse(text: str, context: Context) -> TypeSelection | None:
    """The selection; None for ``*``, any type."""
    if text == "*":
        return None
    reader = _Reader(Cursor(text, "type"), context)
    fits = reader.alternatives()
    reader.cursor.end()
    return TypeSelection(fits, frozenset(reader.addresses))


class _Reader:
    def __init__(self, cursor: Cursor, context: Context) -> None:
        self.cursor = cursor
        self.context = context
        self.addresses: set[str] = set()

    def alternatives(self) -> Fits:
        found = [self.conjunction()]
        while self.cursor.take(",") or self.cursor.take("|"):
            found.append(self.conjunction())
        return found[0] if len(found) == 1 else lambda held: any(fits(held) for fits in found)

    def conjunction(self) -> Fits:
        found = [self.part()]
        while self.cursor.take(";"):
            found.append(self.part())
        return found[0] if len(found) == 1 else lambda held: all(fits(held) for fits in found)

    def part(self) -> Fits:
        if self.cursor.open():
            found = self.alternatives()
            self.cursor.close()
            return found
        name = self.cursor.until(";,|()").strip()
        if not name:
            raise self.cursor.wrong("the name of a type is missing")
        address = self.context.expand(name)
        self.addresses.add(address)
        return lambda held: address in held
