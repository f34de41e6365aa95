"""Finding what is asked for: one entity by its id, or a page of many."""

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request
from sagacity.broker.entity import Entity
from sagacity.broker.federating import faces as federating
from sagacity.broker.querying import geo, mq, order, patterns, q
from sagacity.broker.refusals import Ambiguous, BadRequest, NotFound
from sagacity.broker.selection import EVERYWHERE, Order, Page, PathScope, Predicate, Selection
from sagacity.broker.v2 import headers, options, trouble
from sagacity.broker.v2.asking import Asked, type_in
from sagacity.broker.v2.characters import check_name

SEVERAL = "More than one matching entity. Please refine your query"
_EVERYWHERE = (EVERYWHERE,)
_GEO = ("georel", "geometry", "coords")
_EXPRESSION = ("q", "mq", *_GEO)


async def one(broker: Broker, request: Request, what: Asked) -> Entity:
    """The entity the address names.

    Raises:
        NotFound: there is none.
        Ambiguous: there are several of that id; the type, or the path, would tell them apart.
    """
    id_ = check_name(request.named["id"], "entity id")
    kind = type_in(what)
    found = await broker.entities_of(headers.tenant_of(request), (id_,))
    scopes = headers.paths_for_query(request)
    if kind is not None or scopes != _EVERYWHERE:
        found = [e for e in found if (kind is None or e.type == kind) and _within(e, scopes)]
    if federating.concerns(broker, headers.tenant_of(request)) and "skipForwarding" not in what.options:
        found = await _filled(broker, request, what, Page(found))
    if not found:
        raise NotFound(trouble.NO_ENTITY)
    if len(found) > 1:
        raise Ambiguous(SEVERAL)
    return found[0]


async def _filled(broker: Broker, request: Request, what: Asked, page: Page) -> list[Entity]:
    """What others have of the one entity, or of its one attribute, the address names."""
    kind = type_in(what)
    asked = Selection(
        headers.tenant_of(request),
        headers.paths_for_query(request),
        ids=(request.named["id"],),
        types=(kind,) if kind else (),
    )
    name = request.named.get("attribute")
    attrs = (name,) if name else options.names(what.parameters.get("attrs", ""))
    return (await federating.fill(broker, request, asked, page, attrs=attrs)).entities


async def many(broker: Broker, request: Request, what: Asked) -> Page:
    """The page the parameters ask for, filled up with what others have."""
    asked = selection(request, what)
    page = await broker.find(asked)
    if "skipForwarding" in what.options or not federating.concerns(broker, asked.tenant):
        return page
    attrs = options.names(what.parameters.get("attrs", ""))
    expression = {name: what.parameters[name] for name in _EXPRESSION if name in what.parameters}
    return await federating.fill(broker, request, asked, page, attrs=attrs, expression=expression)


def _within(entity: Entity, scopes: tuple[PathScope, ...]) -> bool:
    return any(scope.covers(entity.path) for scope in scopes)


def selection(request: Request, what: Asked) -> Selection:
    """The question a list of entities answers, from its parameters."""
    asked = what.parameters
    for plain, pattern in (("id", "idPattern"), ("type", "typePattern")):
        if plain in asked and pattern in asked:
            raise BadRequest(f"Incompatible parameters: {plain}, {pattern}; name one of them")
    return Selection(
        tenant=headers.tenant_of(request),
        paths=headers.paths_for_query(request),
        ids=options.names(asked.get("id", "")),
        types=options.names(asked.get("type", "")),
        id_pattern=_pattern(asked.get("idPattern", "")),
        type_pattern=_pattern(asked.get("typePattern", "")),
        predicates=predicates(asked),
        order=ordering(asked, asked),
        limit=options.limit(asked),
        offset=options.offset(asked),
        count="count" in what.options,
    )


def _pattern(text: str) -> str:
    return patterns.compile(text).text if text and text != ".*" else ""


def predicates(expression: dict[str, str]) -> tuple[Predicate, ...]:
    """The conditions q, mq and georel with geometry and coords; the last three go together.

    Raises:
        BadRequest: one is malformed, or one of three is missing.
        NotSupported: nobody could answer it.
    """
    found: list[Predicate] = []
    if "q" in expression:
        found.append(q.parse(expression["q"]))
    if "mq" in expression:
        found.append(mq.parse(expression["mq"]))
    given = [name for name in _GEO if name in expression]
    if given and len(given) < len(_GEO):
        raise BadRequest(
            "georel, geometry and coords go together: " + ", ".join(given) + " alone says nothing"
        )
    if given:
        found.append(geo.parse(*(expression[name] for name in _GEO)))
    return tuple(found)


def ordering(asked: dict[str, str], expression: dict[str, str]) -> tuple[Order, ...]:
    """The steps of sorting; distance counts from the point the expression asks about."""
    if "orderBy" not in asked:
        return ()
    near = geo.near_distance(*(expression[name] for name in _GEO)) if "georel" in expression else None
    return order.parse(asked["orderBy"], near)
