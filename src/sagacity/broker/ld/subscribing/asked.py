"""A subscription as NGSI-LD writes it, checked; what is stored is this, with its context."""

import uuid
from typing import Any

import msgspec

from sagacity.broker.entity import Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.subscribing import endpoints
from sagacity.broker.ld.terms import NULL
from sagacity.broker.refusals import BadRequest, NotSupported

TRIGGERS = (
    "entityCreated",
    "entityUpdated",
    "entityDeleted",
    "attributeCreated",
    "attributeUpdated",
    "attributeDeleted",
)
FORMATS = ("normalized", "concise", "simplified", "keyValues")
_ALWAYS_OURS = frozenset({"status", "createdAt", "modifiedAt"})


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """``given`` as it was written; ``context`` what its names are read by, ``link`` one address for that."""

    id: str
    given: dict[str, Any]
    context: Json = None
    link: str = ""
    modified: int = 0


def to_bytes(kept: Kept) -> bytes:
    return msgspec.json.encode(kept)


def from_bytes(body: bytes) -> Kept:
    return msgspec.json.decode(body, type=Kept)


def row_id(tenant: str, id_: str) -> str:
    """The id of the row: two tenants may choose the same id."""
    return f"{tenant}/{id_}" if tenant else id_


def id_of(given: Json) -> str:
    """The id that was chosen, or a new one."""
    chosen = given.get("id") if isinstance(given, dict) else None
    return f"urn:ngsi-ld:Subscription:{uuid.uuid4()}" if chosen is None else ids.checked(chosen)


def patched(given: dict[str, Any], fragment: Json) -> dict[str, Any]:
    """What is named changes, ``urn:ngsi-ld:null`` takes it away."""
    if not isinstance(fragment, dict) or not fragment:
        raise BadRequest("a change of a subscription is a JSON object with at least one member")
    if fragment.get("id", given.get("id")) != given.get("id") and "id" in given:
        raise BadRequest("the id of a subscription does not change")
    found = {**given, **fragment}
    if isinstance(fragment.get("notification"), dict) and isinstance(given.get("notification"), dict):
        found["notification"] = _overlaid(given["notification"], fragment["notification"])
    return {name: said for name, said in found.items() if said not in (NULL, None)}


def _overlaid(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in {**old, **new}.items() if said not in (NULL, None)}


def check(given: Json, context: Context, *, at: int) -> dict[str, Any]:
    """The subscription without what is ours to say, or BadRequest."""
    if not isinstance(given, dict):
        raise BadRequest("a subscription is a JSON object")
    if given.get("type", "Subscription") != "Subscription":
        raise BadRequest("the type of a subscription is Subscription")
    found = {name: said for name, said in given.items() if name not in _ALWAYS_OURS}
    if not found.get("entities") and not found.get("watchedAttributes"):
        raise BadRequest("a subscription names entities or watchedAttributes")
    if "timeInterval" in found and {"watchedAttributes", "throttling", "notificationTrigger"} & found.keys():
        raise BadRequest("timeInterval goes without watchedAttributes, throttling and notificationTrigger")
    question = selecting.from_body(found, context)
    if question.q is not None and question.q.links:
        raise NotSupported("q: a subscription looks at the changed entity alone, not at linked ones (braces)")
    _check_words(found)
    _check_times(found, at)
    _check_notification(found.get("notification"))
    return found


def _check_words(found: dict[str, Any]) -> None:
    names(found, "watchedAttributes")
    for trigger in names(found, "notificationTrigger"):
        if trigger not in TRIGGERS:
            raise BadRequest(f"notificationTrigger {trigger!r} is unknown; use {', '.join(TRIGGERS)}")
    if not isinstance(found.get("isActive", True), bool):
        raise BadRequest("isActive is true or false")


def names(found: dict[str, Any], member: str) -> list[str]:
    """A member that is a list of names; empty if it is missing."""
    listed = found.get(member)
    if listed is None:
        return []
    if (
        not isinstance(listed, list)
        or not listed
        or not all(isinstance(name, str) and name for name in listed)
    ):
        raise BadRequest(f"{member} is an array of names with at least one member")
    return list(listed)


def _check_times(found: dict[str, Any], at: int) -> None:
    for member in ("throttling", "timeInterval"):
        said = found.get(member, 1)
        if isinstance(said, bool) or not isinstance(said, int | float) or said <= 0:
            raise BadRequest(f"{member} is a number of seconds above 0")
    if "expiresAt" in found and times.milliseconds(found["expiresAt"]) <= at:
        raise BadRequest("expiresAt lies in the past")


def _check_notification(notification: Json) -> None:
    if not isinstance(notification, dict):
        raise BadRequest("a subscription needs a notification with an endpoint")
    names(notification, "attributes")
    if notification.get("format", "normalized") not in FORMATS:
        raise BadRequest(f"notification.format is one of {', '.join(FORMATS)}")
    if notification.get("join", "@none") != "@none":
        raise NotSupported(
            "notification.join: a notification holds the changed entity alone; ask for the rest"
        )
    for member in ("showChanges", "sysAttrs"):
        if not isinstance(notification.get(member, False), bool):
            raise BadRequest(f"notification.{member} is true or false")
    endpoints.read(notification.get("endpoint"))
