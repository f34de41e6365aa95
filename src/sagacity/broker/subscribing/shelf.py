"""The subscriptions of one tenant, laid so that a change finds those it may concern at once."""

from collections.abc import Iterable, Iterator

from sagacity.broker.selection import Subject
from sagacity.broker.subscribing import id_shapes
from sagacity.broker.subscribing.compiled import Compiled
from sagacity.broker.subscribing.id_shapes import Shape
from sagacity.broker.subscribing.occasion import Occasion

_ANY = ""  # any type; any attribute
_REMEMBERED = 50_000  # entities whose patterns have been tried

Found = dict[str, Compiled]


class ByAttribute:
    """Subscriptions by the attributes that set them off, one list each for changes, mere updates, the end."""

    def __init__(self) -> None:
        self._changes: dict[str, Found] = {}
        self._updates: dict[str, Found] = {}
        self._ends: Found = {}

    def _places(self, compiled: Compiled) -> Iterator[Found]:
        trigger = compiled.trigger
        names = trigger.attrs or (_ANY,)
        if trigger.create or trigger.change or trigger.update:
            yield from (self._changes.setdefault(name, {}) for name in names)
        if trigger.update:
            yield from (self._updates.setdefault(name, {}) for name in names)
        if trigger.delete:
            yield self._ends

    def add(self, compiled: Compiled) -> None:
        for place in self._places(compiled):
            place[compiled.id] = compiled

    def remove(self, compiled: Compiled) -> None:
        for place in self._places(compiled):
            place.pop(compiled.id, None)

    def find(self, occasion: Occasion, found: Found) -> None:
        """Add those the occasion may concern to ``found``."""
        if occasion.after is None:
            found.update(self._ends)
            return
        if occasion.names or occasion.before is None:
            _look(self._changes, occasion.names, found)
        if self._updates:
            _look(self._updates, occasion.touched, found)


def _look(places: dict[str, Found], names: Iterable[str], found: Found) -> None:
    if not places:
        return
    for name in names:
        if (place := places.get(name)) is not None:
            found.update(place)
    if (place := places.get(_ANY)) is not None:
        found.update(place)


class Shelf:
    """By exact id and type; by type and attribute for any id; by patterns, tried once for each entity."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str], Found] = {}
        self._any_id: dict[str, ByAttribute] = {}
        self._prefixed: dict[str, dict[int, dict[str, Found]]] = {}
        self._patterned: dict[str, tuple[Compiled, tuple[tuple[Shape, Shape], ...]]] = {}
        self._tried: dict[tuple[str, str], Found] = {}

    def add(self, compiled: Compiled) -> None:
        rest: list[tuple[Shape, Shape]] = []
        for of_id, of_type in map(_shapes, compiled.subjects):
            if of_type.kind not in ("any", "exact") or of_id.kind == "pattern":
                rest.append((of_id, of_type))
            elif of_id.kind == "any":
                self._any_id.setdefault(of_type.text, ByAttribute()).add(compiled)
            else:
                self._place(of_id, of_type)[compiled.id] = compiled
        if rest:
            self._patterned[compiled.id] = (compiled, tuple(rest))
        self._tried.clear()

    def _place(self, of_id: Shape, of_type: Shape) -> Found:
        """Where subscriptions for one id, or for one beginning of ids, stand."""
        if of_id.kind == "exact":
            return self._exact.setdefault((of_id.text, of_type.text), {})
        by_length = self._prefixed.setdefault(of_type.text, {})
        return by_length.setdefault(len(of_id.text), {}).setdefault(of_id.text, {})

    def remove(self, compiled: Compiled) -> None:
        for of_id, of_type in map(_shapes, compiled.subjects):
            if of_id.kind in ("exact", "prefix"):
                self._place(of_id, of_type).pop(compiled.id, None)
            if of_id.kind == "any" and (by := self._any_id.get(of_type.text)) is not None:
                by.remove(compiled)
        self._patterned.pop(compiled.id, None)
        self._tried.clear()

    def candidates(self, occasion: Occasion) -> Iterable[Compiled]:
        """Each subscription that may be concerned, once."""
        id_, type_ = occasion.entity.id, occasion.entity.type
        found: Found = {}
        for exact in ((id_, type_), (id_, _ANY)):
            if (place := self._exact.get(exact)) is not None:
                found.update(place)
        for type_asked in (type_, _ANY):
            if (by := self._any_id.get(type_asked)) is not None:
                by.find(occasion, found)
        if self._patterned or self._prefixed:
            found.update(self._by_pattern(id_, type_))
        return found.values()

    def _by_pattern(self, id_: str, type_: str) -> Found:
        tried = self._tried.get((id_, type_))
        if tried is None:
            if len(self._tried) >= _REMEMBERED:
                self._tried.clear()
            tried = self._tried[id_, type_] = self._try(id_, type_)
        return tried

    def _try(self, id_: str, type_: str) -> Found:
        found: Found = {}
        for type_asked in (type_, _ANY):
            for length, by_prefix in self._prefixed.get(type_asked, {}).items():
                found.update(by_prefix.get(id_[:length], {}))
        for compiled, shapes in self._patterned.values():
            if any(of_type.fits(type_) and of_id.fits(id_) for of_id, of_type in shapes):
                found[compiled.id] = compiled
        return found


def _shapes(subject: Subject) -> tuple[Shape, Shape]:
    """What a subject asks of ids and of types."""
    return _shape(subject.id, subject.id_pattern), _shape(subject.type, subject.type_pattern)


def _shape(exact: str, pattern: str) -> Shape:
    if exact:
        return Shape("exact", exact)
    return id_shapes.shape(pattern) if pattern else id_shapes.ANY
