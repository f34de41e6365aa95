"""Questions to an Orion: lists, one entity, batch queries, each narrowed to what the caller may see."""

from typing import Any

import orjson

from sagacity.broker.door.request import Response
from sagacity.broker.passing import narrowing
from sagacity.broker.passing.answering import understood
from sagacity.broker.passing.call import Call
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.span import Span
from sagacity.broker.querying.reading import BUILTIN
from sagacity.broker.refusals import Ambiguous, NotFound, NotSupported
from sagacity.broker.v2 import batch_query, bodies, headers, options, reading, trouble
from sagacity.broker.v2.asking import Asked, asked, attribute_in, type_in
from sagacity.broker.v2.characters import check_name
from sagacity.broker.v2.entities import TOTAL

SHOWN = frozenset({"attrs", "metadata", "options"})
PAGED = frozenset({"limit", "offset", "orderBy", "options"})
WHOM = frozenset({"id", "type", "idPattern", "typePattern", "q", "mq", "georel", "geometry", "coords"})
_PLACELESS = frozenset({"values", "unique"})  # forms in which nobody sees whose value it is
_MIXED = (
    "this key sees different attributes of different types, which values and unique cannot keep apart;"
    " name one type"
)


async def list_entities(passage: Passage) -> Response:
    """GET entities."""
    what = asked(passage.request)
    selection = reading.selection(passage.request, what)  # refuses what we refuse
    options.view(what.parameters, what.options)
    call = passage.call(WHOM | SHOWN | PAGED)
    if passage.caller.unlimited:
        return await passage.answer(call)
    span = passage.span(selection.paths, "read", selection.types)
    types = span.narrowed(selection.types, selection.type_pattern)
    if types is None:
        return _nothing(what)
    call.ask_at(span.scopes)
    if types:
        call.query.pop("typePattern", None)
        call.query["type"] = ",".join(types)
    if (names := _visible(span, types, options.names(what.parameters.get("attrs", "")), what)) is not None:
        narrowing.check(call.query, span.in_all(types) or frozenset())
        call.query["attrs"] = ",".join(names)
    return await passage.answer(call, _sieve(span, what))


async def query(passage: Passage) -> Response:
    """POST op/query."""
    what = asked(passage.request)
    raw = bodies.read_json(passage.request, largest=passage.broker.settings.largest_batch_body)
    selection = batch_query.checked(raw, passage.request, what)
    call = passage.call(PAGED)
    if passage.caller.unlimited:
        return await passage.answer(call)
    named = {subject.type for subject in selection.any_of}
    span = passage.span(selection.paths, "read", tuple(named) if named and "" not in named else ())
    subjects, types = _subjects(span, raw.get("entities") or [{"idPattern": ".*"}])
    if not subjects:
        return _nothing(what)
    call.ask_at(span.scopes)
    sent = {**raw, "entities": subjects}
    wanted = sent.pop("attrs", None) or sent.pop("attributes", None) or ()
    sent.pop("attributes", None)
    names = _visible(span, types, tuple(wanted), what)
    if names is not None:
        narrowing.check({**raw.get("expression", {}), **call.query}, span.in_all(types) or frozenset())
        sent["attrs"] = list(names)
    elif wanted:
        sent["attrs"] = list(wanted)
    call.body = orjson.dumps(sent)
    return await passage.answer(call, _sieve(span, what))


async def one(passage: Passage) -> Response:
    """GET of an entity, its attributes, one of them, or its value."""
    what, request = asked(passage.request), passage.request
    id_ = check_name(request.named["id"], "entity id")
    kind = type_in(what)
    name = attribute_in(request) if "attribute" in request.named else ""
    scopes = headers.paths_for_query(request)
    options.view(what.parameters, what.options)
    call = passage.call(SHOWN | {"type"})
    if passage.caller.unlimited:
        return await passage.answer(call)
    span = passage.span(scopes, "read", (kind,) if kind else ())
    kind = await settled(passage, span, id_, kind)
    call.ask_at(span.scopes)
    if kind:
        call.query["type"] = kind
    seen = span.attributes(kind or "")
    if seen is None:
        return await passage.answer(call)
    if name:
        if name not in seen:
            raise NotFound(trouble.NO_ATTRIBUTE)
        return await passage.answer(call)
    call.query["attrs"] = ",".join(narrowing.attrs(options.names(what.parameters.get("attrs", "")), seen))
    if _PLACELESS & what.options:
        return await passage.answer(call)
    kept = BUILTIN | ({"id", "type"} if request.path.rstrip("/").count("/") == 3 else set())
    return await passage.answer(call, lambda found: _object(span, found, kept, kind or ""))


async def settled(passage: Passage, span: Span, id_: str, kind: str | None) -> str | None:
    """The type of the entity that a request means, among those the caller reaches; None where any will do.

    Raises:
        NotFound: there is no such entity, as far as the caller sees.
        Ambiguous: there are several.
    """
    if kind is not None:
        if span.types and kind not in span.types:
            raise NotFound(trouble.NO_ENTITY)
        return kind
    if len(span.types) == 1:
        return span.types[0]
    if not span.types and span.is_even(()):
        return None
    subjects = [{"id": id_, "type": name} for name in span.types] or [{"id": id_}]
    call = Call("POST", "/v2/op/query", {"options": "keyValues", "limit": "2"}, dict(passage.call().headers))
    call.headers |= {"content-type": "application/json", "accept": "application/json"}
    call.ask_at(span.scopes)
    call.body = orjson.dumps({"entities": subjects})
    found = await understood(await passage.ask(call))
    types = [str(entity["type"]) for entity in found if isinstance(entity, dict) and "type" in entity]
    if not types:
        raise NotFound(trouble.NO_ENTITY)
    if len(types) > 1:
        raise Ambiguous(reading.SEVERAL)
    return types[0]


def _visible(
    span: Span, types: tuple[str, ...], wanted: tuple[str, ...], what: Asked
) -> tuple[str, ...] | None:
    """The attributes to ask for, None where the caller sees all of them."""
    if span.in_all(types) is None:
        return None
    if _PLACELESS & what.options and not span.is_even(types):
        raise NotSupported(_MIXED)
    seen = span.in_any(types)
    return narrowing.attrs(wanted, seen) if seen is not None else wanted or ("*",)


def _subjects(span: Span, raw: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Whom a query is about, as far as the caller reaches, and the types among them (none: any)."""
    found: list[dict[str, Any]] = []
    types: set[str] = set()
    for subject in raw:
        asked_ = (subject["type"],) if "type" in subject else ()
        names = span.narrowed(asked_, subject.get("typePattern", ""))
        if names is None:
            continue
        if not names:
            found.append(subject)
            types.add("")
        for name in names:
            rest = {
                member: value for member, value in subject.items() if member not in ("type", "typePattern")
            }
            found.append({**rest, "type": name})
            types.add(name)
    return found, () if "" in types else tuple(sorted(types))


def _sieve(span: Span, what: Asked) -> Any:
    """A last look at what came, should an Orion know better; nothing to do where all is seen."""
    if _PLACELESS & what.options or not (span.types or span.in_all(()) is not None):
        return None
    return lambda found: _list(span, found)


def _list(span: Span, found: Any) -> Any:
    kept = BUILTIN | {"id", "type"}
    return [shown for one in found if isinstance(one, dict) and (shown := span.shown(one, kept)) is not None]


def _object(span: Span, found: Any, kept: frozenset[str] | set[str], kind: str) -> Any:
    return span.shown(found, kept, type_=kind) if isinstance(found, dict) else found


def _nothing(what: Asked) -> Response:
    """The answer to a question about what lies beyond."""
    counted = [(TOTAL, "0")] if "count" in what.options else []
    return Response(200, b"[]", headers=counted)
