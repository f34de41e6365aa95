"""Where a notification of NGSI-LD goes: http(s), or a topic of an MQTT broker (ETSI GS CIM 009, 7.2)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from sagacity.broker.delivering import address
from sagacity.broker.entity import Json
from sagacity.broker.ld.speaking.answering import GEOJSON
from sagacity.broker.ld.speaking.asking import JSON, JSON_LD
from sagacity.broker.refusals import BadRequest

ACCEPTS = (JSON, JSON_LD, GEOJSON)
SCHEMES = ("http", "https", "mqtt")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``lane`` is ``scheme://host:port``; ``receiver`` goes along with every message; ``timeout`` in ms."""

    uri: str
    lane: str
    accept: str = JSON
    receiver: tuple[tuple[str, str], ...] = ()
    topic: str = ""
    user: str = ""
    password: str = ""
    qos: int = 0
    timeout: int = 0

    @property
    def is_mqtt(self) -> bool:
        return bool(self.topic)


def read(given: Json) -> Endpoint:
    """The endpoint, or BadRequest."""
    if not isinstance(given, dict) or not isinstance(given.get("uri"), str):
        raise BadRequest("notification.endpoint needs a uri")
    accept = given.get("accept", JSON)
    if accept not in ACCEPTS:
        raise BadRequest(f"endpoint.accept is one of {', '.join(ACCEPTS)}")
    receiver = pairs(given.get("receiverInfo"), "receiverInfo")
    notifier = dict(pairs(given.get("notifierInfo"), "notifierInfo"))
    timeout = given.get("timeout", 0)
    if isinstance(timeout, bool) or not isinstance(timeout, int) or timeout < 0:
        raise BadRequest("endpoint.timeout is a number of milliseconds")
    if given["uri"].startswith("mqtt:"):
        return _mqtt(given["uri"], accept, receiver, notifier)
    lane = _lane(given["uri"], ("http", "https"))
    return Endpoint(given["uri"], lane, accept, receiver, timeout=timeout)


def _lane(uri: str, schemes: tuple[str, ...]) -> str:
    try:
        return address.parse(uri, schemes).endpoint
    except address.BadAddress as problem:
        raise BadRequest(f"endpoint.uri: {problem}") from problem


def _mqtt(uri: str, accept: str, receiver: tuple[tuple[str, str], ...], notifier: dict[str, str]) -> Endpoint:
    """``mqtt://user:password@host:port/topic/below``; quality in notifierInfo ``MQTT-QoS``."""
    parts = urlsplit(uri)
    bare = f"mqtt://{parts.netloc.rpartition('@')[2]}"
    topic = parts.path.removeprefix("/")
    if not topic:
        raise BadRequest("endpoint.uri: an MQTT address names a topic: mqtt://host:port/topic")
    quality = notifier.get("MQTT-QoS", "0")
    if quality not in ("0", "1", "2"):
        raise BadRequest("notifierInfo MQTT-QoS is 0, 1 or 2")
    return Endpoint(
        uri=bare,
        lane=_lane(bare, ("mqtt",)),
        accept=accept,
        receiver=receiver,
        topic=topic,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        qos=int(quality),
    )


def pairs(given: Json, member: str) -> tuple[tuple[str, str], ...]:
    """Headers as NGSI-LD writes them: ``[{"key": …, "value": …}]``, or BadRequest."""
    if given is None:
        return ()
    if not isinstance(given, list) or not all(_is_pair(one) for one in given):
        raise BadRequest(f'{member} is an array of {{"key": …, "value": …}}')
    return tuple((one["key"], one["value"]) for one in given)


def _is_pair(one: Any) -> bool:
    if not isinstance(one, dict):
        return False
    key, value = one.get("key"), one.get("value")
    if not isinstance(key, str) or not isinstance(value, str) or not key:
        return False
    return key.isascii() and not set(key) & set(" :\r\n") and not set(value) & set("\r\n")
