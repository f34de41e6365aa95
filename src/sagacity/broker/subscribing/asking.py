"""From the body of a request to a checked subscription, and what a PATCH makes of one."""

import msgspec
import orjson
from msgspec import UNSET

from sagacity.broker.entity import Json
from sagacity.broker.querying import dates
from sagacity.broker.refusals import BadRequest
from sagacity.broker.subscribing import asked
from sagacity.broker.subscribing.asked import Asked
from sagacity.broker.subscribing.checking import notification, subject
from sagacity.broker.v2 import characters

LONGEST_DESCRIPTION = 1024
MASK = "*****"
_ENDPOINTS = frozenset({"http", "httpCustom", "mqtt", "mqttCustom", "kafka", "kafkaCustom"})


def parse(body: Json) -> Asked:
    """A new subscription; raises BadRequest, or NotSupported for a question that cannot be answered."""
    if not isinstance(body, dict):
        raise BadRequest("a subscription is a JSON object")
    for part in ("subject", "notification"):
        if part not in body:
            raise BadRequest(f"no {part} for subscription specified")
    try:
        found = msgspec.convert(body, Asked)
    except msgspec.ValidationError as trouble:
        raise BadRequest(f"subscription: {trouble}") from trouble
    check(found)
    return found


def check(found: Asked) -> None:
    """All rules that a type alone does not say."""
    if isinstance(found.description, str):
        if len(found.description) > LONGEST_DESCRIPTION:
            raise BadRequest(f"max description length exceeded: at most {LONGEST_DESCRIPTION} characters")
        characters.check_value(found.description, "description")
    if found.expires not in (UNSET, "") and expires_ms(found) is None:
        raise BadRequest("expires is a date such as 2040-01-01T14:00:00.000Z")
    if found.throttling < 0:
        raise BadRequest("throttling is a number of seconds, 0 or more")
    subject.check(found.subject)
    notification.check(found.notification)


def expires_ms(found: Asked) -> int | None:
    """The moment it ends, None if never."""
    if not isinstance(found.expires, str) or dates.normal(found.expires) is None:
        return None
    return dates.moment(found.expires)


def patched(stored: Asked, body: Json) -> Asked:
    """The subscription after a PATCH.

    A subject that names entities, a notification that names an endpoint, replaces the whole part; otherwise
    its fields replace those of the same name. ``expires`` "" makes it permanent.
    """
    if not isinstance(body, dict) or not body:
        raise BadRequest("empty payload: name what shall change")
    now: dict[str, Json] = orjson.loads(asked.to_bytes(stored))
    before = now.get("notification", {})
    for name, value in body.items():
        now[name] = _merged(name, now.get(name), value)
    _keep_password(before, now["notification"])
    return parse(now)


def _merged(name: str, before: Json, given: Json) -> Json:
    if name not in ("subject", "notification") or not isinstance(given, dict):
        return given
    if "entities" in given or _ENDPOINTS & given.keys():
        return given
    rest = dict(before)
    for one, other in (("attrs", "exceptAttrs"), ("exceptAttrs", "attrs")):
        if one in given:
            rest.pop(other, None)
    return rest | given


def _keep_password(before: Json, now: Json) -> None:
    """Whoever sends back what was shown does not mean the mask."""
    for kind in ("mqtt", "mqttCustom"):
        given = now.get(kind) if isinstance(now, dict) else None
        if isinstance(given, dict) and given.get("passwd") == MASK and kind in before:
            given["passwd"] = before[kind].get("passwd", MASK)
