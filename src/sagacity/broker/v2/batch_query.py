"""/v2/op/query: a question too long for an address."""

from typing import Any

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.federating import faces as federating
from sagacity.broker.querying import patterns
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Selection, Subject
from sagacity.broker.v2 import bodies, headers, options, parsing, reading
from sagacity.broker.v2.asking import Asked, asked
from sagacity.broker.v2.entities import TOTAL
from sagacity.broker.v2.rendering import View

_MEMBERS = frozenset({"entities", "attrs", "attributes", "metadata", "expression"})
_SUBJECT = frozenset({"id", "idPattern", "type", "typePattern"})
_EXPRESSION = frozenset({"q", "mq", "georel", "geometry", "coords"})


async def query(broker: Broker, request: Request) -> Response:
    """POST op/query."""
    what = asked(request)
    raw = bodies.read_json(request, largest=broker.settings.largest_batch_body)
    selection = checked(raw, request, what)
    view = _view(raw, what)
    page = await broker.find(selection)
    if "skipForwarding" not in what.options and federating.concerns(broker, selection.tenant):
        page = await federating.fill(
            broker, request, selection, page, attrs=view.attrs, expression=raw.get("expression", {})
        )
    response = bodies.answer([view.render(entity) for entity in page.entities], request)
    if page.total is not None:
        response.headers.append((TOTAL, str(page.total)))
    return response


def checked(raw: Any, request: Request, what: Asked) -> Selection:
    """The question that a body asks.

    Raises:
        BadRequest: it is none.
    """
    if not isinstance(raw, dict):
        raise BadRequest("a query is a JSON object")
    if not raw.keys() <= _MEMBERS:
        raise BadRequest("a query has entities, attrs, metadata and expression, all optional, nothing else")
    _view(raw, what)
    return _selection(raw, request, what)


def _view(raw: dict[str, Any], what: Asked) -> View:
    attrs = _names(raw, "attrs") or _names(raw, "attributes")
    return View(
        form=options.form(what.options),
        attrs=options.with_dates(attrs, what.options),
        metadata=_names(raw, "metadata"),
    )


def _names(raw: dict[str, Any], member: str) -> tuple[str, ...]:
    names = raw.get(member, [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise BadRequest(f"{member} must be a list of names")
    return tuple(names)


def _selection(raw: dict[str, Any], request: Request, what: Asked) -> Selection:
    expression = _expression(raw.get("expression", {}))
    return Selection(
        tenant=headers.tenant_of(request),
        paths=headers.paths_for_query(request),
        any_of=_subjects(raw.get("entities", [])),
        predicates=reading.predicates(expression),
        order=reading.ordering(what.parameters, expression),
        limit=options.limit(what.parameters),
        offset=options.offset(what.parameters),
        count="count" in what.options,
    )


def _expression(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or not raw.keys() <= _EXPRESSION:
        raise BadRequest("expression is an object with q, mq, georel, geometry and coords")
    for name, text in raw.items():
        if not isinstance(text, str) or not text:
            raise BadRequest(f"expression: {name} must be a text that says something")
    return raw


def _subjects(raw: Any) -> tuple[Subject, ...]:
    if not isinstance(raw, list):
        raise BadRequest("entities must be a list")
    return tuple(subject(one) for one in raw)


def subject(raw: Any) -> Subject:
    """Whom a query or a subscription is about: an id or a pattern, perhaps a type or its pattern.

    Raises:
        BadRequest: none or both of id and idPattern, both of type and typePattern, or one that is malformed.
    """
    if not isinstance(raw, dict) or not raw.keys() <= _SUBJECT:
        raise BadRequest("an entity of a query has id or idPattern, and perhaps type or typePattern")
    if "id" not in raw and "idPattern" not in raw:
        raise BadRequest("an entity of a query needs id or idPattern")
    for plain, pattern in (("id", "idPattern"), ("type", "typePattern")):
        if plain in raw and pattern in raw:
            raise BadRequest(f"{plain} and {pattern} cannot be used at the same time")
    return Subject(
        id=parsing.entity_id(raw["id"]) if "id" in raw else "",
        id_pattern=_pattern(raw, "idPattern"),
        type=parsing.entity_type(raw["type"]) if "type" in raw else "",
        type_pattern=_pattern(raw, "typePattern"),
    )


def _pattern(raw: dict[str, Any], member: str) -> str:
    text = raw.get(member, "")
    if member in raw and not (isinstance(text, str) and text):
        raise BadRequest(f"{member} must be a text that says something")
    return patterns.compile(text).text if text else ""
