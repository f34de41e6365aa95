"""Asking: a Question from the parameters of an address, by the rules QuantumLeap's clients know."""

from typing import TypeVar, get_args

from sagacity.broker.access import guarding
from sagacity.broker.door.request import Request
from sagacity.broker.history import moments
from sagacity.broker.history.levels import Span
from sagacity.broker.history.question import MOST, Method, Period, Question
from sagacity.broker.querying import geo
from sagacity.broker.refusals import BadRequest, NotSupported
from sagacity.broker.selection import Predicate
from sagacity.broker.v2 import headers

T = TypeVar("T")
_METHODS: dict[str, Method] = {method: method for method in get_args(Method)}
_PERIODS: dict[str, Period] = {period: period for period in get_args(Period)}


def question(request: Request, *, entity: str = "", type: str = "", attribute: str = "") -> Question:
    """What a request asks; the parts of its path win over its parameters.

    Raises:
        BadRequest: a parameter is not understood; NotSupported: understood, but not offered.
    """
    query = request.query
    method = _one_of(_METHODS, query, "aggrMethod")
    period = _one_of(_PERIODS, query, "aggrPeriod")
    attributes = (attribute,) if attribute else _listed(query.get("attrs", ""))
    if period is not None and method is None:
        raise BadRequest("aggrMethod is compulsory when using aggrPeriod.")
    if method is not None and not attributes:
        raise BadRequest(f"Specified aggrMethod = {method} but missing attrs parameter.")
    return Question(
        tenant=headers.tenant_of(request),
        paths=headers.paths_for_query(request),
        entities=(entity,) if entity else _listed(query.get("id", "")),
        id_pattern="" if entity else query.get("idPattern", ""),
        types=(type,) if type else _listed(query.get("type", "")),
        attributes=attributes,
        span=span(query),
        method=method,
        period=period,
        together=_is_together(query),
        last=_number(query, "lastN", least=1) if "lastN" in query else None,
        limit=_number(query, "limit", least=1, most=MOST, otherwise=MOST),
        offset=_number(query, "offset", least=0, otherwise=0),
        place=_place(query),
        window=guarding.window(request),
    )


def span(query: dict[str, str]) -> Span:
    """From fromDate to toDate, both inclusive."""
    start, stop = query.get("fromDate", ""), query.get("toDate", "")
    return Span(
        moments.read(start) if start else moments.EARLIEST,
        min(moments.read(stop) + 1, moments.LATEST) if stop else moments.LATEST,
    )


def _place(query: dict[str, str]) -> Predicate | None:
    parts = [query.get(name, "") for name in ("georel", "geometry", "coords")]
    if not any(parts):
        return None
    if not all(parts):
        raise BadRequest("georel, geometry and coords belong together: give all three, or none")
    return geo.parse(*parts)


def _is_together(query: dict[str, str]) -> bool:
    scope = query.get("aggrScope", "entity")
    if scope not in {"entity", "global"}:
        raise NotSupported(f"aggrScope is 'entity' or 'global', not '{scope}'")
    return scope == "global"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _one_of(known: dict[str, T], query: dict[str, str], name: str) -> T | None:
    if not (given := query.get(name, "")):
        return None
    if given not in known:
        raise BadRequest(f"{name} is one of {', '.join(known)}, not '{given}'")
    return known[given]


def _number(
    query: dict[str, str], name: str, *, least: int, most: int | None = None, otherwise: int = 0
) -> int:
    if not (given := query.get(name, "")):
        return otherwise
    number = int(given) if given.isascii() and given.isdigit() else -1
    if number < least or (most is not None and number > most):
        reach = f"from {least} to {most}" if most else f"from {least} on"
        raise BadRequest(f"{name} is a whole number {reach}, not '{given}'")
    return number
