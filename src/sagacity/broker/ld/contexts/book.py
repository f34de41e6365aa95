"""Every @context this broker can read: hosted here, pinned here under a foreign address, or fetched."""

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Literal

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts import core, gathering
from sagacity.broker.ld.contexts.building import CORE, build
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.contexts.fetching import fetch
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.store.base import Session

HERE = gathering.HERE
Kind = Literal["Hosted", "Cached", "ImplicitlyCreated"]
_COLUMNS = "id, address, kind, body, created, used"
_DEEPEST = gathering.DEEPEST
_MOST_KEPT = 500
_FRESH_MS = 5_000  # other processes may take a context away


@dataclass(frozen=True, slots=True)
class Kept:
    """A context in the store; times are milliseconds."""

    id: str
    address: str
    kind: Kind
    body: dict[str, Json]
    created: int
    used: int


class ContextBook:
    """One in each process."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._ready: dict[bytes, tuple[int, Context]] = {}

    async def read(self, given: Json) -> Context:
        """The Context of what stands in ``@context`` or in a Link.

        Raises:
            ContextNotAvailable: an address is neither kept here nor of a host that may be asked.
        """
        if given is None or (isinstance(given, str) and core.is_core(given)):
            return CORE
        key = orjson.dumps(given, option=orjson.OPT_SORT_KEYS)
        ready = self._ready.get(key)
        if ready is not None and ready[0] > self._broker.clock() - _FRESH_MS:
            return ready[1]
        context = await self._read(given)
        if len(self._ready) > _MOST_KEPT:
            self._ready.clear()
        self._ready[key] = (self._broker.clock(), context)
        return context

    async def _read(self, given: Json) -> Context:
        """Every round fetches what the last one missed; contexts may name contexts."""
        for _ in range(_DEEPEST):
            gathered: gathering.Gathered = await self._broker.read(partial(gathering.gather, given=given))
            if not gathered.missing:
                return gathering.context(given, gathered)
            for address in gathered.missing:
                body = await fetch(address, allowed=self._broker.settings.allowed_targets)
                await self.keep(body, address=address, kind="Cached")
        raise BadRequest("@context: contexts name each other too deep")

    async def find(self, named: str) -> Kept | None:
        """The context with this id or address; an address of this broker is known by its last part."""
        id_ = gathering.id_in(named)
        rows = await self._broker.read(
            lambda session: session.execute(
                f"SELECT {_COLUMNS} FROM broker_ld_context WHERE id = ? OR address = ?", (id_, named)
            )
        )
        return _kept(rows[0]) if rows else None

    async def keep(self, body: Json, *, kind: Kind = "Hosted", address: str = "") -> Kept:
        """Keep a context document; one that was kept under the same foreign address is exchanged."""
        checked(body)
        at = self._broker.clock()
        id_ = address.rpartition(HERE)[2] if HERE in address else str(uuid.uuid4())
        kept = Kept(id_, address or f"{self._broker.settings.public_url}{HERE}{id_}", kind, body, at, at)
        await self._broker.do(lambda session: _insert(session, kept))
        self._ready.clear()
        return kept

    async def reload(self, kept: Kept) -> None:
        """Fetch a context anew; ContextNotAvailable, and what was kept stays, if that is not possible."""
        body = await fetch(kept.address, allowed=self._broker.settings.allowed_targets)
        await self.keep(body, address=kept.address, kind="Cached")

    async def forget(self, named: str) -> None:
        """Take a context away."""
        kept = await self.find(named)
        if kept is None:
            raise NotFound(f"no @context {named} is kept here")
        await self._broker.do(
            lambda session: session.execute("DELETE FROM broker_ld_context WHERE id = ?", (kept.id,))
        )
        self._ready.clear()

    async def all(self, kind: str = "") -> list[Kept]:
        """Every context, the oldest first."""
        rows = await self._broker.read(
            lambda session: session.execute(f"SELECT {_COLUMNS} FROM broker_ld_context ORDER BY created, id")
        )
        found = [_kept(row) for row in rows]
        return [kept for kept in found if not kind or kept.kind == kind]

    async def address(self, context: Context) -> str:
        """One address for a context, for a Link; a composed one is kept here first."""
        if not context.written:
            return core.ADDRESS
        if len(context.written) == 1 and isinstance(context.written[0], str):
            return context.written[0]
        key = orjson.dumps(context.written, option=orjson.OPT_SORT_KEYS).decode()
        name = f"{self._broker.settings.public_url}{HERE}{uuid.uuid5(uuid.NAMESPACE_URL, key)}"
        if await self.find(name) is None:
            await self.keep({"@context": list(context.written)}, kind="ImplicitlyCreated", address=name)
        return name


def checked(body: Json) -> dict[str, Json]:
    """A context document, or BadRequest."""
    if not isinstance(body, dict) or not isinstance(body.get("@context"), dict | list | str):
        raise BadRequest('a context document is an object such as {"@context": {"term": "https://…"}}')
    if isinstance(body["@context"], dict):
        build([body["@context"]])
    return body


def _insert(session: Session, kept: Kept) -> None:
    session.execute(
        f"INSERT INTO broker_ld_context ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (address) DO UPDATE SET body = excluded.body, kind = excluded.kind,"
        " created = excluded.created",
        (kept.id, kept.address, kept.kind, orjson.dumps(kept.body), kept.created, kept.used),
    )


def _kept(row: tuple[Json, ...]) -> Kept:
    id_, address, kind, body, created, used = row
    return Kept(id_, address, kind, orjson.loads(body), created, used)
