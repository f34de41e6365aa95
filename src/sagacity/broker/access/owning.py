"""Which key made a subscription: it learns no more than that key reaches, and ends with it."""

from sagacity.broker.access.caller import Caller
from sagacity.broker.door.request import Request
from sagacity.broker.refusals import NoKey, NotAllowed
from sagacity.broker.store.base import Session


def put(session: Session, id_: str, caller: Caller) -> None:
    """Note whose it is; what a caller without limits makes is nobody's."""
    if not caller.unlimited:
        put_key(session, id_, caller.key)


def put_key(session: Session, id_: str, key: str) -> None:
    """The same by the id of the key; an empty one is nobody's."""
    if key:
        session.execute("INSERT INTO broker_owner (id, key_id) VALUES (?, ?)", (id_, key))


def key_of(session: Session, id_: str) -> str:
    """The key it was made with, "" for one without limits."""
    found = session.execute("SELECT key_id FROM broker_owner WHERE id = ?", (id_,))
    return str(found[0][0]) if found else ""


def forget(session: Session, id_: str) -> None:
    """It is gone."""
    session.execute("DELETE FROM broker_owner WHERE id = ?", (id_,))


def is_of(session: Session, id_: str, owner: str) -> bool:
    """Whether that key made it; an empty key asks about no one in particular."""
    return not owner or bool(
        session.execute("SELECT 1 FROM broker_owner WHERE id = ? AND key_id = ?", (id_, owner))
    )


def all_of(session: Session) -> dict[str, str]:
    """Every subscription that a limited key made, with that key."""
    return {str(id_): str(key) for id_, key in session.execute("SELECT id, key_id FROM broker_owner")}


def only(request: Request, tenant: str) -> str:
    """Whose subscriptions a request may be about: "" for all, of whoever administers the tenant."""
    caller: Caller = request.caller
    if caller.unlimited:
        return ""
    try:
        reach = caller.reach(tenant, "administer")
    except (NoKey, NotAllowed):
        return caller.key
    return "" if any(grant.path == "/" and not grant.types for grant in reach) else caller.key
