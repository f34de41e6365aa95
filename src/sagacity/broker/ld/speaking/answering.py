"""Answers in the media type that was asked for, with the context they are to be read in."""

import orjson

from sagacity.broker.door.request import Request, Response
from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts import core
from sagacity.broker.ld.contexts.book import ContextBook
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.errors import NotAcceptable
from sagacity.broker.ld.speaking.asking import CONTEXT_REL, JSON, JSON_LD

GEOJSON = "application/geo+json"
Headers = list[tuple[str, str]]


def accepted(request: Request, *, geojson: bool = False) -> str:
    """The media type of the answer.

    Raises:
        NotAcceptable: none of those that there are.
    """
    known = [JSON, JSON_LD, *([GEOJSON] if geojson else [])]
    best, found = 0.0, ""
    for place, part in enumerate(request.headers.get("accept", "*/*").split(",")):
        kind, _, rest = part.strip().partition(";")
        weight = _weight(rest) - place / 1000
        match = next((name for name in known if _covers(kind.strip().lower(), name)), "")
        if match and weight > best:
            best, found = weight, match
    if not found:
        raise NotAcceptable(f"there is {', '.join(known)}")
    return found


def _covers(asked: str, name: str) -> bool:
    return asked in ("*/*", name) or (asked.endswith("/*") and name.startswith(asked[:-1]))


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


async def answer(
    value: Json,
    *,
    kind: str,
    context: Context,
    book: ContextBook,
    status: int = 200,
    headers: Headers | None = None,
    bare: bool = False,
) -> Response:
    """A value, an object or a list of objects, that uses names of a context; ``bare``: GeoJSON without it."""
    found = list(headers or [])
    if kind == JSON_LD:
        value = with_context(value, context)
    elif kind == GEOJSON and isinstance(value, dict) and not bare:
        value = {**value, "@context": in_full(context)}
    if kind != JSON_LD:
        found.append(("Link", f'<{await book.address(context)}>; rel="{CONTEXT_REL}"; type="{JSON_LD}"'))
    return Response(status, orjson.dumps(value), kind, found)


def prefers_bare(request: Request) -> bool:
    """Whether GeoJSON shall come without its @context (``Prefer: body=json``)."""
    return request.headers.get("prefer", "").replace(" ", "") == "body=json"


def with_context(value: Json, context: Context) -> Json:
    """Every object of a list, or the one object, brings its context along."""
    if isinstance(value, list):
        return [with_context(one, context) for one in value]
    return {"@context": in_full(context), **value} if isinstance(value, dict) else value


def in_full(context: Context) -> Json:
    """The ``@context`` of an answer: the caller's, and the core."""
    others = [one for one in context.written if not (isinstance(one, str) and core.is_core(one))]
    return [*others, core.ADDRESS] if others else core.ADDRESS


def plain(value: Json, *, status: int = 200, headers: Headers | None = None) -> Response:
    """A value in which no name needs a context."""
    return Response(status, orjson.dumps(value), JSON, list(headers or []))


def nothing(*, status: int = 204, headers: Headers | None = None) -> Response:
    return Response(status, b"", JSON, list(headers or []))
