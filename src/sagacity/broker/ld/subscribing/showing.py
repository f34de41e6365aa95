"""A subscription as NGSI-LD shows it, with how it went so far."""

from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.subscribing import asked
from sagacity.broker.subscribing.rows import Stored, Tally

_SIGNS = frozenset(";,|()*")


def shown(stored: Stored, own: Context, asker: Context, *, at: int, system: bool) -> dict[str, Json]:
    """The JSON of a subscription, its names put into the words of whoever asks."""
    kept = asked.from_bytes(stored.body)
    given = kept.given

    def word(name: str) -> str:
        return name if _SIGNS & set(name) else asker.compact(own.expand(name))

    result: dict[str, Json] = {**given, "id": kept.id, "type": "Subscription"}
    if "entities" in given:
        result["entities"] = [_entity(one, word) for one in given["entities"]]
    if "watchedAttributes" in given:
        result["watchedAttributes"] = [word(name) for name in given["watchedAttributes"]]
    result["notification"] = _notification(given["notification"], stored.tally, word)
    result["isActive"] = stored.status == "active"
    result["status"] = _status(stored, given, at)
    if kept.link:
        result["jsonldContext"] = kept.link
    if system:
        result["createdAt"] = times.shown(stored.created)
        result["modifiedAt"] = times.shown(kept.modified or stored.created)
    return result


def _status(stored: Stored, given: dict[str, Any], at: int) -> str:
    if "expiresAt" in given and times.milliseconds(given["expiresAt"]) <= at:
        return "expired"
    return "active" if stored.status == "active" else "paused"


def _entity(given: dict[str, Any], word: Any) -> dict[str, Json]:
    return {**given, "type": word(given["type"])} if "type" in given else dict(given)


def _notification(given: dict[str, Any], tally: Tally, word: Any) -> dict[str, Json]:
    found: dict[str, Json] = {"format": "normalized", **given}
    if "attributes" in given:
        found["attributes"] = [word(name) for name in given["attributes"]]
    found["status"] = "failed" if tally.fails else "ok"
    if tally.sent:
        found["timesSent"] = tally.sent
    if tally.fails:
        found["timesFailed"] = tally.fails
    for name, moment in (
        ("lastNotification", tally.last_sent),
        ("lastSuccess", tally.last_ok),
        ("lastFailure", tally.last_fail),
    ):
        if moment is not None:
            found[name] = times.shown(moment)
    return found
