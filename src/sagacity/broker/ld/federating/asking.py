"""Asking context sources for entities; each within its own time, a failing one spoils nothing."""

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import urlencode

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Entity, Json
from sagacity.broker.federating import forwarding, shelf
from sagacity.broker.federating.journey import Journey
from sagacity.broker.federating.wire import ProviderFailed
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.errors import TooManyResults
from sagacity.broker.ld.federating.shelf import SourceShelf
from sagacity.broker.ld.federating.source import Part, Source
from sagacity.broker.ld.reading import entity as reading
from sagacity.broker.ld.rows.names import usual_key
from sagacity.broker.ld.verbs import entities as verbs
from sagacity.broker.refusals import Refused

log = logging.getLogger(__name__)
AT_ONCE = 1000  # entities of one answer of a source
MOST = 10_000  # entities of one source in one answer of ours


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entities: ids, types and attributes by their addresses; empty means any."""

    ids: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remote:
    """An entity as a source has it; ``moments``: address → when it was observed or changed (ms)."""

    source: Source
    entity: Entity
    moments: dict[str, int]


async def ask(
    broker: Broker, kept: SourceShelf, journey: Journey, sources: list[Source], sought: Sought
) -> list[Remote]:
    """What the sources have, the oldest registration first; nothing if the request has come round."""
    here = await shelf.of(broker).name()
    if journey.ends_at(here):
        return []

    async def one(source: Source) -> list[Remote]:
        asked = _addresses(source, sought)
        found: list[Remote] = []
        try:
            for query in asked:
                found += await _ask(broker, source, query, headers(source, journey, here))
        except ProviderFailed as why:
            log.warning("the context source %s failed: %s", source.id, why)
            kept.note(source, ok=False, at=broker.clock())
            return []
        kept.note(source, ok=True, at=broker.clock())
        return found

    answers = await asyncio.gather(*map(one, sources))
    return [remote for answer in answers for remote in answer]


def headers(source: Source, journey: Journey, here: str) -> dict[str, str]:
    """Tenant as the source knows it, its own headers, and how the request came."""
    found = dict(source.headers)
    if source.there:
        found["NGSILD-Tenant"] = source.there
    return {**found, **journey.headers(here)}


def _addresses(source: Source, sought: Sought) -> list[dict[str, str]]:
    """One question for each part of a source that may know something."""
    return [query for part in source.parts if (query := _query(part, sought)) is not None]


def _query(part: Part, sought: Sought) -> dict[str, str] | None:
    named = [id_ for id_ in sought.ids if part.has(id_=id_)] if sought.ids else sorted(part.ids)
    if (sought.ids and not named) or not part.has(types=sought.types):
        return None
    attributes = part.attributes & sought.attributes if sought.attributes else part.attributes
    if sought.attributes and part.attributes and not attributes:
        return None
    types = (part.types & sought.types if sought.types else part.types) or part.types or sought.types
    found = {
        "id": ",".join(named),
        "idPattern": "" if named else part.id_pattern,
        "type": ",".join(sorted(map(usual_key, types))),
        "attrs": ",".join(sorted(map(usual_key, attributes or sought.attributes))),
    }
    return {name: said for name, said in found.items() if said}


async def _ask(broker: Broker, source: Source, query: dict[str, str], sent: dict[str, str]) -> list[Remote]:
    """Page after page, until one brings nothing new.

    Raises:
        TooManyResults: the source has more than we lay together; some left out in silence would be a lie.
    """
    found: dict[str, Json] = {}
    while True:
        page = {**query, "options": "sysAttrs", "limit": str(AT_ONCE)}
        if found:
            page["offset"] = str(len(found))
        url = f"{source.base}/entities?{urlencode(page)}"
        answer = await forwarding.wire_of(broker).ask("GET", url, sent)
        if not isinstance(answer, list):
            raise ProviderFailed(f"{url} answered with no list of entities")
        new = {str(given.get("id")): given for given in answer if isinstance(given, dict)}
        before = len(found)
        found |= new
        if len(found) > MOST:
            raise TooManyResults(
                f"the context source {source.id} has more than {MOST} entities that may be meant;"
                " name types, ids or attributes, or ask for what is here with local=true"
            )
        if len(answer) < AT_ONCE or len(found) == before:
            at = broker.clock()
            return [one for given in found.values() if (one := _remote(source, given, at)) is not None]


def _remote(source: Source, given: Json, at: int) -> Remote | None:
    """An entity of an answer; None for what breaks the rules."""
    try:
        body = reading.whole(given, CORE)
        entity = verbs.upsert(body, whole=True)(None, at).entity
    except Refused:
        return None
    if entity is None:
        return None
    moments = {CORE.expand(name): _moment(said) for name, said in given.items()}
    return Remote(source, entity, moments)


def _moment(said: Json) -> int:
    first = said[0] if isinstance(said, list) and said else said
    if not isinstance(first, dict):
        return 0
    stamp = first.get("observedAt", first.get("modifiedAt"))
    return times.milliseconds(stamp) if times.is_moment(stamp) else 0
