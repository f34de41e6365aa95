"""Which registrations a question or a subscription about context sources means (5.12, 5.10.2, 5.11.2)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.federating import intervals, source
from sagacity.broker.ld.federating.describing import described
from sagacity.broker.ld.federating.intervals import NOW, When
from sagacity.broker.ld.federating.source import Part
from sagacity.broker.ld.querying import geo_q, q, scope_q, selecting
from sagacity.broker.ld.querying.selecting import Wanted
from sagacity.broker.ld.rows.names import usual_key
from sagacity.broker.querying import patterns
from sagacity.broker.refusals import BadRequest

_ANYWHERE = ("disjoint", "near;minDistance")
Fits = Callable[[Entity], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """Addresses throughout; what is empty asks nothing. ``describes``: about the source itself (csf)."""

    wanted: tuple[Wanted, ...] = ()
    attributes: frozenset[str] = field(default_factory=frozenset)
    describes: Fits | None = None
    place: Fits | None = None
    scope: Fits | None = None
    when: When = NOW

    def information(self, given: dict[str, Any], context: Context) -> list[Json]:
        """What of a registration's information is meant; nothing if the registration is not."""
        if not self.when.holds(given):
            return []
        tests = [test for test in (self.describes, self.place, self.scope) if test is not None]
        if tests and not all(test(described(given, context)) for test in tests):
            return []
        return [one for one in given["information"] if self._has(source.parts_of(one, context))]

    def _has(self, parts: list[Part]) -> bool:
        return any(self._may_have(part) for part in parts)

    def _may_have(self, part: Part) -> bool:
        if self.attributes and part.attributes and not self.attributes & part.attributes:
            return False
        return not self.wanted or any(_meets(part, wanted) for wanted in self.wanted)


def _meets(part: Part, wanted: Wanted) -> bool:
    if wanted.types and part.types and not wanted.types.addresses & part.types:
        return False
    if wanted.ids and not any(part.has(id_=id_) for id_ in wanted.ids):
        return False
    if wanted.id_pattern and part.ids:
        fits = patterns.compile(wanted.id_pattern).fits
        return any(fits(id_) for id_ in part.ids)
    return True


def from_address(query: dict[str, str], context: Context) -> Filter:
    """The filter of ``GET /csourceRegistrations``."""
    narrowing = {name: said for name, said in query.items() if name not in ("q", "attrs")}
    question = selecting.from_address({**narrowing, "local": "true"}, context)
    named = frozenset(context.expand(name) for name in query.get("attrs", "").split(",") if name)
    asked = query.get("q") or ""
    return Filter(
        wanted=question.wanted,
        attributes=named | (q.parse(asked, context).addresses if asked else frozenset()),
        describes=question.sources,
        place=place({name: query.get(name) for name in _GEO}, context),
        scope=question.scope,
        when=intervals.read({name: query.get(name) for name in _TIME}),
    )


_GEO = ("georel", "geometry", "coordinates", "geoproperty")
_TIME = ("timerel", "timeAt", "endTimeAt", "timeproperty")


def from_subscription(given: dict[str, Any], context: Context) -> Filter:
    """The filter of a subscription to registrations."""
    entities = given.get("entities") or []
    question = selecting.from_body({"entities": entities, "csf": given.get("csf")}, context)
    told = given["notification"].get("attributes") or []
    watched = given.get("watchedAttributes") or []
    when = given.get("temporalQ") or {}
    if not isinstance(when, dict):
        raise BadRequest("temporalQ is an object with timerel and timeAt")
    return Filter(
        wanted=question.wanted,
        attributes=frozenset(context.expand(name) for name in [*watched, *told] if watched and told),
        describes=question.sources,
        place=place(given.get("geoQ") or {}, context),
        scope=scope_q.parse(str(given["scopeQ"])) if given.get("scopeQ") else None,
        when=intervals.read(when),
    )


def place(given: dict[str, Json], context: Context) -> Fits | None:
    """Whether a source may know of such places: its own area meets what is asked for."""
    asked = {name: said for name, said in given.items() if said is not None}
    if selecting.geo_of(asked, context) is None:
        return None
    georel = str(asked["georel"])
    address = context.expand(str(asked.get("geoproperty", "location")))
    if georel.startswith(_ANYWHERE):
        return lambda entity: usual_key(address) in entity.attributes
    relation = georel if georel.startswith("near") else "intersects"
    return geo_q.parse(
        georel=relation,
        geometry=str(asked["geometry"]),
        coordinates=asked["coordinates"],
        place=address,
    ).test
