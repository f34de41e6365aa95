"""A registration as NGSIv2 shows it."""

from sagacity.broker.entity import Json
from sagacity.broker.federating.rows import Stored
from sagacity.broker.querying import dates


def shown(stored: Stored, *, at: int) -> dict[str, Json]:
    """The JSON of a registration."""
    registration, body = stored.registration, stored.body
    expired = registration.expires is not None and registration.expires <= at
    result: dict[str, Json] = {"id": registration.id}
    if "description" in body:
        result["description"] = body["description"]
    if registration.expires is not None:
        result["expires"] = dates.stamp(registration.expires)
    result["dataProvided"] = {"attrs": [], **body["dataProvided"]}
    result["provider"] = {
        "http": body["provider"]["http"],
        "supportedForwardingMode": registration.mode,
        "legacyForwarding": False,
    }
    result["status"] = "expired" if expired else "active" if registration.active else "inactive"
    if stored.sent:
        result["forwardingInformation"] = _information(stored)
    return result


def _information(stored: Stored) -> dict[str, Json]:
    moments = {
        "lastForwarding": stored.last_sent,
        "lastSuccess": stored.last_ok,
        "lastFailure": stored.last_fail,
    }
    known = {name: dates.stamp(at) for name, at in moments.items() if at is not None}
    return {"timesSent": stored.sent, **known}
