"""Clients of other issuers: behind each stands a key of ours, with its limits, its use and its end."""

import hashlib
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from sagacity.broker.access import keys
from sagacity.broker.access.caller import Caller
from sagacity.broker.access.foreign import Foreign, Known
from sagacity.broker.access.keyring import Held
from sagacity.broker.access.keys import Key, Terms
from sagacity.broker.access.keysets import Unreachable
from sagacity.broker.broker import Broker
from sagacity.broker.entity import Json
from sagacity.broker.refusals import NoKey


@dataclass(frozen=True, slots=True)
class Client:
    """Whoever shows a token: the key behind it, what this token lets do, and how long it is believed (ms)."""

    held: Held
    caller: Caller
    ends: int


class Clients:
    """False if no other issuer is known."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._foreign = Foreign(broker.settings.issuers, partial(_fetched, broker))

    def __bool__(self) -> bool:
        return bool(self._foreign)

    async def of(self, token: str, *, at: int) -> Client:
        """Who shows a token.

        Raises:
            NoKey, NotAllowed: it does not hold, means nothing here, or the city has revoked its client.
        """
        known = await self._foreign.read(token, at=at)
        key: Key = await self._broker.do(
            partial(keys.of_client, name=_name(known), terms=_terms(known), who=known.issuer.issuer, at=at)
        )
        held = self._broker.keyring.by_id(key.id)
        if held is None or held.key != key:
            await self._broker.read(self._broker.keyring.look_in)
            held = self._broker.keyring.by_id(key.id)
        if held is None:
            raise NoKey("the city has revoked what this client may do")
        return Client(held, Caller(key.name, key.id, known.grants), known.ends)


def _terms(known: Known) -> Terms:
    issuer = known.issuer
    holder = urlsplit(issuer.issuer).netloc or issuer.issuer
    return Terms(known.client, holder, "", known.grants, issuer.per_minute, issuer.per_day)


def _name(known: Known) -> str:
    """The same for the same client of the same issuer; no text between the two can be mistaken."""
    whole = f"{len(known.issuer.issuer)}:{known.issuer.issuer}{known.client}"
    return "client:" + hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()


async def _fetched(broker: Broker, address: str) -> Json:
    """Over the same wire, and only to the same targets, as everything else that we ask."""
    from sagacity.broker.federating.forwarding import wire_of
    from sagacity.broker.federating.wire import ProviderFailed

    try:
        return await wire_of(broker).ask("GET", address, {})
    except ProviderFailed as why:
        raise Unreachable(str(why)) from why
