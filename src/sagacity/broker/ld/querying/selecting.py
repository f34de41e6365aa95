"""From the parts of a question, of an address or of a body, to a selection the store answers."""

from dataclasses import dataclass, field

from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import ids
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.notes import Known, Notes
from sagacity.broker.ld.querying import geo_q, scope_q, type_selection
from sagacity.broker.ld.querying import q as query_language
from sagacity.broker.ld.querying.paths import key_in
from sagacity.broker.ld.rows.names import usual_key
from sagacity.broker.querying import patterns
from sagacity.broker.querying.condition import Condition, Test
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Comparison, Hint, Predicate, Selection


@dataclass(frozen=True, slots=True)
class Wanted:
    """One alternative of a question: ids, a pattern on the id, types."""

    ids: tuple[str, ...] = ()
    id_pattern: str = ""
    types: type_selection.TypeSelection | None = None

    def test(self) -> Test:
        shown = frozenset(self.ids)
        fits = patterns.compile(self.id_pattern).fits if self.id_pattern else None
        selected = self.types.matches if self.types else None

        def matches(entity: Entity) -> bool:
            if selected is not None and not selected(entity):
                return False
            if shown and ids.shown(entity) not in shown:
                return False
            return fits is None or fits(ids.shown(entity))

        return matches


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that may be asked; parts that are empty ask nothing."""

    wanted: tuple[Wanted, ...] = ()
    q: query_language.Question | None = None
    geo: Condition | None = None
    scope: Test | None = None
    attrs: frozenset[str] = field(default_factory=frozenset)
    exactly: Test | None = None  # a test that stands for all the others, made by whoever knows more
    sources: Test | None = None  # csf: which context sources may be asked, by what they say of themselves

    @property
    def types(self) -> frozenset[str]:
        """Every type that is mentioned; empty if some alternative takes any."""
        if not self.wanted or any(one.types is None for one in self.wanted):
            return frozenset()
        return frozenset().union(*(one.types.addresses for one in self.wanted if one.types))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids rows may have; empty if some alternative takes any."""
        if not self.wanted or not all(one.ids for one in self.wanted):
            return ()
        named = [id_ for one in self.wanted for id_ in one.ids]
        return tuple(dict.fromkeys(kept for id_ in named for kept in ids.kept_as(id_)))

    def test(self) -> Test:
        """The whole condition, for whoever has the entity in hand."""
        tests = self._tests()
        return lambda entity: all(test(entity) for test in tests)

    def _tests(self) -> list[Test]:
        if self.exactly is not None:
            return [self.exactly]
        tests: list[Test] = []
        alternatives = [one.test() for one in self.wanted]
        if alternatives:
            tests.append(lambda entity: any(fits(entity) for fits in alternatives))
        if self.scope is not None:
            tests.append(self.scope)
        if self.attrs:
            tests.append(lambda entity: any(key_in(entity, one) in entity.attributes for one in self.attrs))
        if self.q is not None:
            tests.append(self.q.test)
        if self.geo is not None:
            tests.append(self.geo.test)
        return tests

    async def selection(
        self, tenant: str, notes: Notes, *, limit: int, offset: int = 0, count: bool = False
    ) -> Selection:
        """The question as the store takes it."""
        known = await notes.about(
            tenant, types=self.types, attributes=self.q.addresses if self.q else frozenset()
        )
        keys = frozenset().union(*known.types.values())
        condition: Predicate = Condition(
            self.test(), hints=_hints(self.q, known), box=self.geo.box if self.geo else None
        )
        return Selection(
            tenant,
            ids=self.ids,
            types=tuple(sorted(keys)),
            predicates=(condition,),
            limit=limit,
            offset=offset,
            count=count,
        )


_SIGNS: dict[str, Comparison] = {">": ">=", ">=": ">=", "<": "<=", "<=": "<="}


def _hints(question: query_language.Question | None, known: Known) -> tuple[Hint, ...]:
    """Comparisons every answer passes, on attributes whose plain value is all there is."""
    if question is None:
        return ()
    return tuple(
        hint
        for one in question.needed
        if one.operand and one.path.is_plain and one.path.address not in known.vague
        for hint in _bounds(one)
    )


def _bounds(one: query_language.Comparison) -> list[Hint]:
    key = usual_key(one.path.address)
    if key == one.path.address or one.operand is None:
        return []
    values = [literal.stamp or literal.value for literal in one.operand.literals]
    ends = _ends([value for value in values if not isinstance(value, bool)], len(values))
    if ends is None or (isinstance(ends[0], str) and _has_other_forms(one)):
        return []
    low, high = ends
    if one.operator == "==":
        return [Hint(key, "==", low)] if low == high else [Hint(key, ">=", low), Hint(key, "<=", high)]
    sign = _SIGNS.get(one.operator)
    return [] if sign is None else [Hint(key, sign, low)]


def _ends(values: list[float | str], wanted: int) -> tuple[float | str, float | str] | None:
    numbers = [float(value) for value in values if not isinstance(value, str)]
    texts = [value for value in values if isinstance(value, str)]
    if len(numbers) == wanted:
        return min(numbers), max(numbers)
    return (min(texts), max(texts)) if len(texts) == wanted else None


def _has_other_forms(one: query_language.Comparison) -> bool:
    """A moment may be kept in other words in a plain text."""
    return one.operand is None or any(literal.stamp for literal in one.operand.literals)


def types_of(names: Json, context: Context) -> type_selection.TypeSelection | None:
    """The type selection of a text, None for any type."""
    if names is None:
        return None
    if not isinstance(names, str):
        raise BadRequest("type is a text such as River or (River;Water),Sea")
    return type_selection.parse(names, context)


def from_address(query: dict[str, str], context: Context) -> Question:
    """The question of ``GET /entities``; BadRequest when it asks for everything."""
    if not _NARROWING & query.keys() and query.get("local") != "true":
        raise BadRequest(f"say what you look for: one of {', '.join(sorted(_NARROWING))} is needed")
    named = tuple(ids.checked(one) for one in query["id"].split(",")) if "id" in query else ()
    wanted = Wanted(named, query.get("idPattern", ""), types_of(query.get("type"), context))
    return Question(
        wanted=(wanted,) if named or wanted.id_pattern or wanted.types else (),
        q=query_language.parse(query["q"], context) if "q" in query else None,
        geo=geo_of(query, context),
        scope=scope_q.parse(query["scopeQ"]) if "scopeQ" in query else None,
        attrs=frozenset(context.expand(name) for name in query.get("attrs", "").split(",") if name),
        sources=sources_of(query.get("csf"), context),
    )


def sources_of(text: Json, context: Context) -> Test | None:
    """The condition on context sources, in the query language; BadRequest if it cannot be read."""
    return query_language.parse(str(text), context, name="csf").test if text else None


_NARROWING = frozenset({"id", "idPattern", "type", "attrs", "pick", "q", "georel", "scopeQ", "csf"})


def geo_of(query: dict[str, Json], context: Context) -> Condition | None:
    """The condition on the place; all its parts or none."""
    parts = [name for name in ("georel", "geometry", "coordinates") if query.get(name) is not None]
    if not parts:
        if "geoproperty" in query:
            raise BadRequest("geoproperty needs georel, geometry and coordinates beside it")
        return None
    if len(parts) < 3:
        raise BadRequest("georel, geometry and coordinates go together")
    return geo_q.parse(
        georel=str(query["georel"]),
        geometry=str(query["geometry"]),
        coordinates=query["coordinates"],
        place=context.expand(str(query.get("geoproperty", "location"))),
    )


def from_body(body: Json, context: Context) -> Question:
    """The question of ``POST /entityOperations/query`` (a Query) or of a subscription."""
    if not isinstance(body, dict):
        raise BadRequest("a Query is a JSON object")
    entities = body.get("entities", [])
    if not isinstance(entities, list) or not all(isinstance(one, dict) for one in entities):
        raise BadRequest("entities is an array of objects with type, and perhaps id or idPattern")
    attrs = body.get("attrs") or []
    geo = body.get("geoQ") or {}
    if not isinstance(attrs, list) or not isinstance(geo, dict):
        raise BadRequest("attrs is an array of names, geoQ an object")
    return Question(
        wanted=tuple(_wanted(one, context) for one in entities),
        q=query_language.parse(str(body["q"]), context) if body.get("q") else None,
        geo=geo_of(geo, context),
        scope=scope_q.parse(str(body["scopeQ"])) if body.get("scopeQ") else None,
        attrs=frozenset(context.expand(str(name)) for name in attrs),
        sources=sources_of(body.get("csf"), context),
    )


def _wanted(given: dict[str, Json], context: Context) -> Wanted:
    named = given.get("id", [])
    listed = named if isinstance(named, list) else [named]
    pattern = given.get("idPattern", "")
    if pattern:
        patterns.compile(str(pattern))
    types = types_of(given.get("type"), context)
    return Wanted(tuple(ids.checked(one) for one in listed), str(pattern), types)
