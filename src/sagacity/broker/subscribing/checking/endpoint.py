"""Where notifications go: the endpoint of a subscription, checked."""

from msgspec import UNSET, UnsetType

from sagacity.broker.delivering import address
from sagacity.broker.entity import Json
from sagacity.broker.expressions import macros
from sagacity.broker.refusals import BadRequest
from sagacity.broker.subscribing.asked import (
    Custom,
    Endpoint,
    Http,
    HttpCustom,
    Mqtt,
    MqttCustom,
    NotificationAsked,
)
from sagacity.broker.subscribing.checking import parts

LONGEST_TIMEOUT_MS = 1_800_000
LARGEST_PRIORITY = 100_000
_METHODS = frozenset({"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT"})
_KINDS = ("http", "http_custom", "mqtt", "mqtt_custom", "kafka", "kafka_custom")
NO_KAFKA = (
    "kafka notifications are not possible here: this broker has no Kafka client. "
    "Use http or mqtt, or a bridge from MQTT to Kafka."
)


def check(notification: NotificationAsked) -> None:
    """Raises BadRequest unless there is exactly one endpoint and it is well formed."""
    named = [kind for kind in _KINDS if getattr(notification, kind) is not UNSET]
    if len(named) != 1:
        raise BadRequest("name exactly one of http, httpCustom, mqtt, mqttCustom")
    if named[0].startswith("kafka"):
        raise BadRequest(NO_KAFKA)
    endpoint: Endpoint = getattr(notification, named[0])
    if isinstance(endpoint, Http | HttpCustom):
        _check_http(endpoint)
    else:
        _check_mqtt(endpoint)
    if isinstance(endpoint, HttpCustom | MqttCustom):
        _check_content(endpoint)


def _check_url(url: str, schemes: tuple[str, ...], *, custom: bool) -> None:
    if custom and macros.has_macro(url):
        return
    parts.check_url_text(url, "notification url")
    try:
        address.parse(url, schemes)
    except address.BadAddress as trouble:
        raise BadRequest(f"Invalid URL parsing notification url: {trouble}") from trouble


def _check_http(http: Http | HttpCustom) -> None:
    _check_url(http.url, ("http", "https"), custom=isinstance(http, HttpCustom))
    if not 0 <= http.timeout <= LONGEST_TIMEOUT_MS:
        raise BadRequest(f"notification timeout is 0 to {LONGEST_TIMEOUT_MS} ms")
    if not isinstance(http, HttpCustom):
        return
    if not macros.has_macro(http.method) and http.method.upper() not in _METHODS:
        raise BadRequest("unknown HTTP method in notification")
    for name, value in _pairs(http.headers):
        parts.check_text(name, "custom headers")
        parts.check_text(value, "custom headers", quotes=True)
    for name, value in _pairs(http.qs):
        parts.check_text(name, "custom qs")
        parts.check_text(value, "custom qs")


def _pairs(given: dict[str, str] | UnsetType) -> list[tuple[str, str]]:
    if isinstance(given, UnsetType):
        return []
    if "" in given:
        raise BadRequest("custom headers and qs need a name")
    return list(given.items())


def _check_mqtt(mqtt: Mqtt | MqttCustom) -> None:
    custom = isinstance(mqtt, MqttCustom)
    _check_url(mqtt.url, ("mqtt",), custom=custom)
    if not 0 <= mqtt.qos <= 2:
        raise BadRequest("mqtt qos is 0, 1 or 2")
    if not mqtt.topic:
        raise BadRequest("mqtt topic is empty")
    parts.check_text(mqtt.topic, "mqtt topic")
    if not (custom and macros.has_macro(mqtt.topic)) and {"+", "#"} & set(mqtt.topic):
        raise BadRequest("mqtt topic holds no + and no #: one publishes to one topic")
    if (mqtt.user is UNSET) != (mqtt.passwd is UNSET):
        raise BadRequest("mqtt user and passwd go together")


def _check_content(custom: Custom) -> None:
    if sum(content is not UNSET for content in (custom.payload, custom.json, custom.ngsi)) > 1:
        raise BadRequest("name only one of payload, json and ngsi")
    if isinstance(custom.payload, str):
        parts.check_text(custom.payload, "custom payload")
    if custom.json is not UNSET and not isinstance(custom.json, dict | list):
        raise BadRequest("custom json is an object or an array")
    if not isinstance(custom.ngsi, UnsetType):
        _check_patch(custom.ngsi)


def _check_patch(patch: dict[str, Json]) -> None:
    parts.check_names((name for name in patch if name not in ("id", "type")), "ngsi", star=False)
    for name, attribute in patch.items():
        if name in ("id", "type"):
            if not isinstance(attribute, str):
                raise BadRequest(f"custom ngsi: {name} is a string")
        elif not isinstance(attribute, dict):
            raise BadRequest(f"custom ngsi: the attribute {name} is a JSON object with value, type or both")
        else:
            _check_metadata(attribute.get("metadata", {}))


def _check_metadata(metadata: Json) -> None:
    if not isinstance(metadata, dict) or set(metadata) - {"evalPriority"}:
        raise BadRequest("custom ngsi takes no metadata but evalPriority")
    for given in metadata.values():
        value = given.get("value") if isinstance(given, dict) else None
        if type(value) is not int or not 1 <= value <= LARGEST_PRIORITY:
            raise BadRequest(f"evalPriority is an integer from 1 to {LARGEST_PRIORITY}")
