"""NGSI-LD to an Orion that speaks it: for callers who reach the whole tenant, entities only."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from sagacity.broker.delivering import address
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused
from sagacity.broker.door import json
from sagacity.broker.door.request import Response
from sagacity.broker.door.routes import Route
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.orions import Orion
from sagacity.broker.refusals import BadRequest, NotSupported
from sagacity.broker.subscribing import targets

OURS = frozenset(
    {"/ngsi-ld/v1/jsonldContexts", "/ngsi-ld/v1/jsonldContexts/{id}"}
)  # of the house, of no tenant
_BASE = "/ngsi-ld/v1/"
_PASSED = ("entities", "entityOperations", "types", "attributes", "temporal")
_V2_ONLY = (
    "the data of this tenant lie in an Orion behind us that speaks NGSIv2: ask under /v2 (the operator may"
    " set SAGACITY_BROKER_ORION_SPEAKS if it speaks NGSI-LD too)"
)
_NOT_RELAYED = (
    "the data of this tenant lie in an Orion behind us; subscriptions and sources pass to it in NGSIv2 only:"
    " /v2/subscriptions, /v2/registrations"
)
_PART_OF_IT = (
    "this key reaches a part of the tenant; in NGSI-LD only keys for the whole of it pass to the Orion"
    " behind us: ask under /v2"
)
_LINKED = re.compile(r"<([^>]*)>").findall
_PINNED = "https://uri.etsi.org/ngsi-ld/"  # every broker has it with it


def way(orion: Orion, route: Route) -> Callable[[Passage], Awaitable[Response]]:
    """How a request passes.

    Raises:
        NotSupported: not at all.
    """
    if not orion.speaks_ld:
        raise NotSupported(_V2_ONLY)
    if route.template.removeprefix(_BASE).partition("/")[0] not in _PASSED:
        raise NotSupported(_NOT_RELAYED)
    return _pass


async def _pass(passage: Passage) -> Response:
    if not _reaches_all(passage):
        raise NotSupported(_PART_OF_IT)
    request = passage.request
    call = passage.call(frozenset(request.query))
    call.headers.pop("Fiware-Service", None)
    if passage.tenant:
        call.headers["NGSILD-Tenant"] = passage.tenant
    contexts = _LINKED(request.headers.get("link", ""))
    if call.body:
        raw = json.parse(call.body)
        contexts += _contexts_in_body(raw)
        call.body = orjson.dumps(raw)  # of two members of one name the one that was looked at
    for url in contexts:
        if not url.startswith(_PINNED):
            await _check(passage, url)
    return await passage.answer(call)


def _reaches_all(passage: Passage) -> bool:
    caller = passage.caller
    if caller.unlimited:
        return True
    grants = caller.reach(passage.tenant, passage.request.verb)
    return any(grant.path == "/" and not grant.types and not grant.attributes for grant in grants)


def _contexts_in_body(raw: Any) -> list[str]:
    """The addresses that would be fetched to understand a body, however deep they stand."""
    found: list[str] = []
    level = [raw]
    while level:
        outer = level.pop()
        if isinstance(outer, list):
            level += outer
        elif isinstance(outer, dict):
            level += outer.values()
            said = outer.get("@context")
            found += [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]
    return found


async def _check(passage: Passage, url: str) -> None:
    """Nobody has the Orion fetch an @context from inside the city's network."""
    try:
        await targets.of(passage.broker.settings).resolve(address.parse(url))
    except (TargetRefused, NobodyThere, address.BadAddress) as problem:
        raise BadRequest(f"@context {url}: {problem}") from problem
