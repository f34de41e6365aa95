"""A subscription as NGSIv2 shows it, with the counters of its notifications."""

from typing import Any

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.querying import dates
from sagacity.broker.subscribing import asked, asking
from sagacity.broker.subscribing.rows import Stored, Tally


def shown(stored: Stored, *, at: int) -> dict[str, Json]:
    """The JSON of a subscription."""
    found = asked.from_bytes(stored.body)
    body: dict[str, Any] = orjson.loads(stored.body)
    expires = asking.expires_ms(found)
    result: dict[str, Json] = {"id": stored.id}
    if "description" in body:
        result["description"] = body["description"]
    if expires is not None:
        result["expires"] = dates.stamp(expires)
    result["status"] = "expired" if expires is not None and expires <= at else stored.status
    result["subject"] = _subject(body["subject"])
    result["notification"] = _notification(body["notification"], stored.tally)
    if found.throttling:
        result["throttling"] = found.throttling
    if found.throttling_keeps_latest:
        result["throttlingKeepsLatest"] = True
    return result


def _subject(body: dict[str, Any]) -> dict[str, Json]:
    condition = {"attrs": [], **body.get("condition", {})}
    return {"entities": body["entities"], "condition": {"notifyOnMetadataChange": True, **condition}}


def _notification(body: dict[str, Any], tally: Tally) -> dict[str, Json]:
    found: dict[str, Json] = {} if "exceptAttrs" in body else {"attrs": []}
    found |= {"onlyChangedAttrs": False, "attrsFormat": "normalized", "covered": False, **body}
    for kind in ("mqtt", "mqttCustom"):
        if kind in found:
            found[kind] = {"qos": 0, "retain": False, **found[kind]}
            if "passwd" in found[kind]:
                found[kind]["passwd"] = asking.MASK
    return found | counters(tally)


def counters(tally: Tally) -> dict[str, Json]:
    """How its notifications went."""
    found: dict[str, Json] = {"timesSent": tally.sent}
    if tally.fails:
        found["failsCounter"] = tally.fails
    for name, moment in (
        ("lastNotification", tally.last_sent),
        ("lastSuccess", tally.last_ok),
        ("lastFailure", tally.last_fail),
    ):
        if moment is not None:
            found[name] = dates.stamp(moment)
    if tally.last_code is not None:
        found["lastSuccessCode"] = tally.last_code
    if tally.fail_reason is not None:
        found["lastFailureReason"] = tally.fail_reason
    return found
