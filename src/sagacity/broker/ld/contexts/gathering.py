"""The documents behind an ``@context``, as far as they are kept here; in one transaction."""

from dataclasses import dataclass, field
from functools import lru_cache

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts import core
from sagacity.broker.ld.contexts.building import CORE, build
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.errors import ContextNotAvailable
from sagacity.broker.refusals import BadRequest
from sagacity.broker.store.base import Session

HERE = "/ngsi-ld/v1/jsonldContexts/"
DEEPEST = 8  # contexts that name contexts


@dataclass(slots=True)
class Gathered:
    """``documents``: definitions in their order, as JSON; ``missing``: addresses that are not kept."""

    documents: list[bytes] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_kept(session: Session, given: Json) -> Context:
    """The Context of what was kept with a subscription.

    Raises:
        ContextNotAvailable: a document is no longer kept.
    """
    if given is None:
        return CORE
    found = gather(session, given=given)
    if found.missing:
        raise ContextNotAvailable(f"no longer kept here: {', '.join(found.missing)}")
    return context(given, found)


def gather(session: Session, *, given: Json) -> Gathered:
    """Follow every address; what is not kept is named."""
    found = Gathered()
    _collect(session, given, found, DEEPEST)
    return found


def context(given: Json, gathered: Gathered) -> Context:
    """What the gathered documents say together."""
    written = given if isinstance(given, list) else [given]
    return _built(tuple(gathered.documents), orjson.dumps(written))


@lru_cache(maxsize=256)
def _built(documents: tuple[bytes, ...], written: bytes) -> Context:
    return build([orjson.loads(document) for document in documents], written=tuple(orjson.loads(written)))


def id_in(address: str) -> str:
    """The number of a context of this broker, whatever name the broker was called by."""
    return address.rpartition(HERE)[2]


def _collect(session: Session, given: Json, found: Gathered, deep: int) -> None:
    if deep == 0:
        raise BadRequest("@context: contexts name each other in a circle, or too deep")
    if isinstance(given, dict):
        found.documents.append(orjson.dumps(given))
    elif isinstance(given, list):
        for part in given:
            _collect(session, part, found, deep - 1)
    elif isinstance(given, str):
        _follow(session, given, found, deep)
    elif given is not None:
        raise BadRequest("@context is an address, an object, or an array of these")


def _follow(session: Session, address: str, found: Gathered, deep: int) -> None:
    if core.is_core(address):
        return
    if not address.startswith(("http://", "https://")):
        raise BadRequest(f"@context: {address!r} is no http address")
    rows = session.execute(
        "SELECT body FROM broker_ld_context WHERE id = ? OR address = ?", (id_in(address), address)
    )
    if rows:
        _collect(session, orjson.loads(rows[0][0])["@context"], found, deep - 1)
    else:
        found.missing.append(address)
