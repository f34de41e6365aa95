"""A subscription at an Orion, as whoever made it sees it again."""

from typing import Any

import orjson

from sagacity.broker.passing.relays.endpoint import KINDS, PATH
from sagacity.broker.subscribing import asking
from sagacity.broker.subscribing.rows import Stored
from sagacity.broker.subscribing.v2_showing import counters

# How sending to us went is nobody's business; how sending on went is.
_OF_THE_WAY = ("lastSuccess", "lastSuccessCode", "lastFailure", "lastFailureReason", "failsCounter")
_OF_THE_ORION = ("timesSent", "lastNotification")
HIDDEN = "*****"


def shown(one: Any, stored: Stored | None) -> Any:
    """With its own receiver, and with how delivering to that went."""
    if not isinstance(one, dict) or not isinstance(one.get("notification"), dict) or stored is None:
        return one
    said: dict[str, Any] = orjson.loads(stored.body)["notification"]
    ours = {name: said[name] for name in (*KINDS, "maxFailsLimit") if name in said}
    for kind in ("mqtt", "mqttCustom"):
        if kind in ours and "passwd" in ours[kind]:
            ours[kind]["passwd"] = asking.MASK
    tally = {name: value for name, value in counters(stored.tally).items() if name not in _OF_THE_ORION}
    rest = {name: value for name, value in one["notification"].items() if name not in (*KINDS, *_OF_THE_WAY)}
    asleep = {"status": "inactive"} if stored.status == "inactive" and one.get("status") != "expired" else {}
    return {**one, **asleep, "notification": {**rest, **ours, **tally}}


def masked(one: Any, relay_url: str) -> Any:
    """One we know nothing of; should it send to us all the same, nobody learns by which address."""
    notification = one.get("notification") if isinstance(one, dict) else None
    if not isinstance(notification, dict) or not relay_url:
        return one
    found = dict(notification)
    for kind in ("http", "httpCustom"):
        url = found.get(kind, {}).get("url", "") if isinstance(found.get(kind), dict) else ""
        if isinstance(url, str) and url.startswith(relay_url + PATH):
            found[kind] = {**found[kind], "url": f"{relay_url}{PATH}{HIDDEN}"}
    return {**one, "notification": found}
