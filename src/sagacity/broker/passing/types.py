"""GET types and types/{type} of an Orion, with what the caller may see of them."""

from typing import Any

import orjson

from sagacity.broker.door.request import Response
from sagacity.broker.passing import paging
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.reply import Reply
from sagacity.broker.passing.span import Span
from sagacity.broker.refusals import NotFound, NotSupported
from sagacity.broker.v2 import headers, options
from sagacity.broker.v2.asking import asked
from sagacity.broker.v2.entities import TOTAL

_PARAMETERS = frozenset({"limit", "offset", "options"})
NO_TYPE = "Entity type not found"


async def list_types(passage: Passage) -> Response:
    """GET types: those that are seen are taken out of all, so that pages and counts fit them."""
    what = asked(passage.request)
    first, length = options.offset(what.parameters), options.limit(what.parameters)
    if passage.caller.unlimited:
        return await passage.answer(passage.call(_PARAMETERS))
    span = passage.span(headers.paths_for_query(passage.request), "read")
    brief = "noAttrDetail" in what.options
    seen = [
        shown for one in await _all(passage, span, brief=brief) if (shown := _shown(span, one)) is not None
    ]
    page: list[Any] = seen[first : first + length]
    if "values" in what.options:
        page = [one["type"] for one in page]
    counted = [(TOTAL, str(len(seen)))] if "count" in what.options else []
    return Response(200, orjson.dumps(page), headers=counted)


async def get_type(passage: Passage) -> Response:
    """GET types/{type}."""
    what = asked(passage.request)
    name = passage.request.named["type"]
    if passage.caller.unlimited:
        return await passage.answer(passage.call(_PARAMETERS))
    span = passage.span(headers.paths_for_query(passage.request), "read", (name,))
    if span.types and name not in span.types:
        raise NotFound(NO_TYPE)
    call = passage.call(frozenset({"options"}))
    call.ask_at(span.scopes)
    call.query = {"options": "noAttrDetail"} if "noAttrDetail" in what.options else {}
    return await passage.answer(call, lambda found: _shown(span, {**found, "type": name}, named=False))


async def _all(passage: Passage, span: Span, *, brief: bool) -> list[dict[str, Any]]:
    async def ask(page: dict[str, str]) -> Reply:
        call = passage.call()
        call.ask_at(span.scopes)
        call.query = page | ({"options": "noAttrDetail"} if brief else {})
        return await passage.ask(call)

    found = await paging.everything(ask, about="types")
    if len(found) >= paging.MOST:
        raise NotSupported(f"the Orion behind us has more than {paging.MOST} types; name one: types/TYPE")
    return found


def _shown(span: Span, one: dict[str, Any], *, named: bool = True) -> dict[str, Any] | None:
    """A type with the attributes that are seen of it."""
    name = str(one.get("type", ""))
    if span.types and name not in span.types:
        return None
    seen, attrs = span.attributes(name), one.get("attrs")
    shown = {key: value for key, value in one.items() if key != "type" or named}
    if seen is not None and isinstance(attrs, dict):
        shown["attrs"] = {key: value for key, value in attrs.items() if key in seen}
    return shown
