"""What a request says besides its address: tenant, context, body."""

import re
from dataclasses import dataclass

from sagacity.broker.door import json
from sagacity.broker.door.request import Request
from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts.book import ContextBook
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.errors import UnsupportedMediaType
from sagacity.broker.ld.speaking.tenant import tenant_of
from sagacity.broker.refusals import BadRequest

JSON = "application/json"
JSON_LD = "application/ld+json"
MERGE_PATCH = "application/merge-patch+json"
CONTEXT_REL = "http://www.w3.org/ns/json-ld#context"
_LINK = re.compile(r"<([^>]*)>([^<]*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request understood: ``body`` without its ``@context``."""

    request: Request
    tenant: str
    context: Context
    body: Json = None


async def asked(request: Request, book: ContextBook) -> Asked:
    """A request without a body."""
    return Asked(request, tenant_of(request), await book.read(link(request)))


async def told(request: Request, book: ContextBook) -> Asked:
    """A request with a JSON body; JSON-LD brings its context inside, plain JSON in the header Link.

    Raises:
        UnsupportedMediaType, NotJson, BadRequest: the context comes both ways, or not as it should.
    """
    tenant = tenant_of(request)
    kind = request.media_type
    if kind not in (JSON, JSON_LD, MERGE_PATCH):
        raise UnsupportedMediaType(f"send {JSON}, {JSON_LD} or, for a merge, {MERGE_PATCH}; not {kind!r}")
    body = json.parse(request.body)
    linked = link(request)
    if isinstance(body, list):
        return Asked(request, tenant, await book.read(linked), body)
    return Asked(request, tenant, await context_of(kind, body, linked, book), without_context(body))


async def context_of(kind: str, body: Json, linked: str | None, book: ContextBook) -> Context:
    """The context of one object, by the rules of its media type."""
    inside = body.get("@context") if isinstance(body, dict) else None
    if kind == JSON_LD:
        if linked is not None:
            raise BadRequest("a body in application/ld+json brings its @context itself; leave the Link out")
        if inside is None:
            raise BadRequest("a body in application/ld+json needs an @context")
        return await book.read(inside)
    if kind == JSON and inside is not None:
        raise BadRequest("a body in application/json has no @context; name it in the header Link")
    if inside is not None and linked is not None:
        raise BadRequest("the context is named twice, in @context and in the header Link")
    return await book.read(inside if inside is not None else linked)


def without_context(body: Json) -> Json:
    if isinstance(body, dict) and "@context" in body:
        return {name: said for name, said in body.items() if name != "@context"}
    return body


def link(request: Request) -> str | None:
    """The address of the context in the header Link, if there is one."""
    said = request.headers.get("link")
    if said is None:
        return None
    found = [address for address, parameters in _LINK.findall(said) if CONTEXT_REL in parameters]
    if len(found) > 1:
        raise BadRequest("the header Link names several contexts")
    if not found and "rel" not in said:
        raise BadRequest(f'the header Link names no context; write <address>; rel="{CONTEXT_REL}"')
    return found[0] if found else None
