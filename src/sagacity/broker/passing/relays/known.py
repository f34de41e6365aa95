"""Which subscription a request is about, and which there are."""

from typing import Any

from sagacity.broker.access import owning
from sagacity.broker.passing import paging
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.relays import rows
from sagacity.broker.passing.relays.rows import Relay
from sagacity.broker.passing.reply import Reply
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import ids
from sagacity.broker.subscribing.rows import Stored
from sagacity.broker.subscribing.v2_routes import NOT_FOUND


async def relay_of(passage: Passage) -> Relay | None:
    """The relay behind the subscription the address names; None for one made at the Orion itself.

    Raises:
        NotFound: there is none, as far as the caller sees.
    """
    tenant, id_ = passage.tenant, passage.request.named["id"]
    owner = owning.only(passage.request, tenant)

    def work(session: Session) -> tuple[Relay | None, bool]:
        return rows.by_sub(session, tenant, id_), owning.is_of(session, id_, owner)

    found: tuple[Relay | None, bool] = await passage.broker.read(work)
    relay, seen = found
    if not seen or (relay is None and not ids.is_one(id_)):
        raise NotFound(NOT_FOUND)
    if relay is not None and relay.state == rows.ENDING and passage.request.method != "DELETE":
        raise NotFound(NOT_FOUND)
    return relay


async def stored_of(passage: Passage, relay: Relay) -> Stored:
    """What was asked for; NotFound if it is gone."""
    stored: Stored | None = await passage.broker.read(lambda session: rows.stored(session, relay))
    if stored is None:
        raise NotFound(NOT_FOUND)
    return stored


def of_tenant(session: Session, tenant: str) -> tuple[dict[str, Relay], dict[str, Stored]]:
    """The relays of a tenant, and what was asked for with each."""
    relays = rows.of_tenant(session, tenant)
    kept = {sub: one for sub, relay in relays.items() if (one := rows.stored(session, relay)) is not None}
    return relays, kept


async def everything(passage: Passage) -> list[dict[str, Any]]:
    """All subscriptions of the tenant, as the Orion has them."""

    async def ask(page: dict[str, str]) -> Reply:
        call = passage.call()
        call.query = page
        return await passage.ask(call)

    return await paging.everything(ask, about="subscriptions")
