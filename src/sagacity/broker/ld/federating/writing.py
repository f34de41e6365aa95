"""Changes shared with context sources: redirected and exclusive ones happen there, inclusive ones also."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from sagacity.broker.access.caller import CALLER
from sagacity.broker.broker import Broker
from sagacity.broker.entity import Json
from sagacity.broker.federating import forwarding, shelf
from sagacity.broker.federating.journey import Journey
from sagacity.broker.federating.wire import ProviderFailed
from sagacity.broker.ld.contexts import core
from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.federating.asking import headers
from sagacity.broker.ld.federating.shelf import SourceShelf
from sagacity.broker.ld.federating.source import Source
from sagacity.broker.ld.rows.names import usual_key
from sagacity.broker.ld.speaking.asking import JSON, JSON_LD
from sagacity.broker.ld.terms import ENTITY_MEMBERS

log = logging.getLogger(__name__)
_HANDED_ON = ("options", "format", "observedAt", "lang", "datasetId", "deleteAll")


@dataclass(frozen=True, slots=True)
class Share:
    """A change as a source is asked for it: ``path`` below /ngsi-ld/v1, ``given`` as it was written.

    ``attribute``: the address of the one attribute the path names; ``given`` is then its body.
    """

    operation: str
    method: str
    path: str
    given: Json = None
    attribute: str = ""
    listed: bool = False  # the address takes a list of entities


@dataclass(slots=True)
class Shared:
    """``there``: addresses that changed elsewhere alone; ``failed``: addresses that did not, with the reason.

    ``took``: some source carried out its part. ``alone``: nothing is left to do here.
    """

    there: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    took: bool = False
    alone: bool = False


async def share(
    broker: Broker,
    kept: SourceShelf,
    journey: Journey,
    sources: Iterable[Source],
    asked: Share,
    *,
    id_: str,
    types: frozenset[str],
    context: Context,
    query: dict[str, str],
) -> Shared:
    """Hand on what belongs elsewhere; a request that has come round is not handed on."""
    shared = Shared()
    here = await shelf.of(broker).name()
    chosen = [one for one in sources if _writes(one, asked, id_, types, broker.clock())]
    if not chosen or journey.ends_at(here):
        return shared
    handed_on = {name: query[name] for name in _HANDED_ON if name in query}

    async def one(source: Source) -> None:
        addresses = _addresses(source, asked, id_, types, context)
        if asked.given is not None and not asked.attribute and not addresses and _names(asked.given):
            return
        url = f"{source.base}{asked.path}" + (f"?{urlencode(handed_on)}" if handed_on else "")
        if not _may(source, types, addresses):
            return
        body, kind = _body(asked, addresses, context)
        sent = headers(source, journey, here) | ({"Content-Type": kind} if body is not None else {})
        only_there = source.mode in ("exclusive", "redirect")
        try:
            answer = await forwarding.wire_of(broker).ask(asked.method, url, sent, body)
            left = _left(answer, url, context)
        except ProviderFailed as why:
            log.warning("the context source %s failed: %s", source.id, why)
            kept.note(source, ok=False, at=broker.clock())
            gone = asked.method == "DELETE" and str(why).endswith("answered 404")
            if only_there and not gone:
                shared.failed |= dict.fromkeys(addresses or {""}, "the context source did not carry it out")
            return
        kept.note(source, ok=True, at=broker.clock())
        shared.took = True
        if only_there:
            shared.there |= addresses - left.keys()
            shared.failed |= left
            shared.alone = shared.alone or source.mode == "redirect" or bool(asked.attribute)

    await asyncio.gather(*map(one, chosen))
    return shared


def _writes(source: Source, asked: Share, id_: str, types: frozenset[str], at: int) -> bool:
    fits = any(part.has(id_=id_, types=types) for part in source.parts)
    if source.mode == "exclusive" and asked.operation == "deleteEntity":
        return False  # it has some attributes, not the entity
    return source.mode != "auxiliary" and source.does(asked.operation, at=at) and fits


def _may(source: Source, types: frozenset[str], addresses: set[str]) -> bool:
    """Whether the caller's key reaches that far."""
    caller, names = CALLER.get(), frozenset(map(usual_key, addresses))
    return all(caller.may_write(source.tenant, "/", usual_key(one), names) for one in types or {""})


def _left(answer: Json, url: str, context: Context) -> dict[str, str]:
    """What a source says it left undone: addresses with the reason."""
    if not isinstance(answer, dict):
        return {}
    if answer.get("errors"):
        raise ProviderFailed(f"{url} refused the entity")
    told = answer.get("notUpdated") or []
    return {context.expand(str(one.get("attributeName"))): str(one.get("reason", "")) for one in told}


def _names(given: Json) -> list[str]:
    return [name for name in given if name not in ENTITY_MEMBERS] if isinstance(given, dict) else []


def _addresses(source: Source, asked: Share, id_: str, types: frozenset[str], context: Context) -> set[str]:
    """Of the attributes in the change those that the source has."""
    changed = {asked.attribute} if asked.attribute else {context.expand(name) for name in _names(asked.given)}
    parts = [part for part in source.parts if part.has(id_=id_, types=types)]
    if any(not part.attributes for part in parts):
        return changed
    return changed & frozenset().union(*(part.attributes for part in parts))


def _body(asked: Share, addresses: set[str], context: Context) -> tuple[Json, str]:
    """What is handed on, with exactly the words its names need."""
    given = asked.given
    if not isinstance(given, dict):
        return given, JSON
    if not asked.attribute:
        given = {
            name: said
            for name, said in given.items()
            if name in ENTITY_MEMBERS or context.expand(name) in addresses
        }
    words = {
        name: context.terms[name] for name in _words(given) if context.terms.get(name) != CORE.terms.get(name)
    }
    kind = JSON
    if words:
        given, kind = {**given, "@context": [words, core.ADDRESS]}, JSON_LD
    return [given] if asked.listed else given, kind


def _words(given: Any) -> set[str]:
    """Every name in it, and every text: types and vocabulary are words too."""
    if isinstance(given, dict):
        return {str(name) for name in given}.union(*map(_words, given.values()))
    if isinstance(given, list):
        return set().union(*map(_words, given))
    return {given} if isinstance(given, str) else set()


def entity_path(id_: str) -> str:
    return f"/entities/{quote(id_, safe=':')}"


def attribute_path(id_: str, address: str) -> str:
    return f"{entity_path(id_)}/attrs/{quote(usual_key(address), safe='')}"
