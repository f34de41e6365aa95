"""A subscription as NGSIv2 writes it. What is stored is this, as JSON, without what nobody said."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from sagacity.broker.entity import Json

Alteration = Literal["entityCreate", "entityChange", "entityUpdate", "entityDelete"]
Format = Literal["normalized", "keyValues", "values", "simplifiedNormalized", "simplifiedKeyValues"]
Status = Literal["active", "inactive", "oneshot"]


class _Part(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """Names as NGSIv2 writes them."""


class EntityAsked(_Part, frozen=True):
    """An id or a pattern; a type, a pattern, or any type."""

    id: str | UnsetType = UNSET
    id_pattern: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    type_pattern: str | UnsetType = UNSET


class Expression(_Part, frozen=True):
    """Conditions on the entity, all of which must hold."""

    q: str | UnsetType = UNSET
    mq: str | UnsetType = UNSET
    georel: str | UnsetType = UNSET
    geometry: str | UnsetType = UNSET
    coords: str | UnsetType = UNSET


class Condition(_Part, frozen=True):
    """When a change counts."""

    attrs: tuple[str, ...] | UnsetType = UNSET
    expression: Expression | UnsetType = UNSET
    jexl_expression: str | UnsetType = UNSET
    alteration_types: tuple[Alteration, ...] | UnsetType = UNSET
    notify_on_metadata_change: bool = True


class SubjectAsked(_Part, frozen=True):
    """Which entities."""

    entities: tuple[EntityAsked, ...] | UnsetType = UNSET
    condition: Condition | UnsetType = UNSET


class Http(_Part, frozen=True):
    """A receiver; ``timeout`` in ms, 0 is the usual one."""

    url: str
    timeout: int = 0


class Mqtt(_Part, frozen=True):
    """A topic of an MQTT broker."""

    url: str
    topic: str
    qos: int = 0
    retain: bool = False
    user: str | UnsetType = UNSET
    passwd: str | UnsetType = UNSET


class HttpCustom(_Part, frozen=True):
    """A receiver that wants it in its own way; texts may hold macros."""

    url: str
    headers: dict[str, str] | UnsetType = UNSET
    qs: dict[str, str] | UnsetType = UNSET
    method: str = "POST"
    timeout: int = 0
    payload: str | UnsetType | None = UNSET
    json: Json | UnsetType = UNSET
    ngsi: dict[str, Json] | UnsetType = UNSET


class MqttCustom(_Part, frozen=True):
    """A topic, with a payload of one's own."""

    url: str
    topic: str
    qos: int = 0
    retain: bool = False
    user: str | UnsetType = UNSET
    passwd: str | UnsetType = UNSET
    payload: str | UnsetType | None = UNSET
    json: Json | UnsetType = UNSET
    ngsi: dict[str, Json] | UnsetType = UNSET


class NotificationAsked(_Part, frozen=True):
    """Where to, and what of the entity."""

    http: Http | UnsetType = UNSET
    http_custom: HttpCustom | UnsetType = UNSET
    mqtt: Mqtt | UnsetType = UNSET
    mqtt_custom: MqttCustom | UnsetType = UNSET
    kafka: Json | UnsetType = UNSET
    kafka_custom: Json | UnsetType = UNSET
    attrs: tuple[str, ...] | UnsetType = UNSET
    except_attrs: tuple[str, ...] | UnsetType = UNSET
    attrs_format: Format = "normalized"
    metadata: tuple[str, ...] | UnsetType = UNSET
    only_changed_attrs: bool = False
    covered: bool = False
    max_fails_limit: int | UnsetType = UNSET


class Asked(_Part, frozen=True):
    """The whole. ``throttling_keeps_latest`` is our own: what comes too early waits instead of vanishing."""

    subject: SubjectAsked
    notification: NotificationAsked
    description: str | UnsetType = UNSET
    expires: str | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    throttling: int = 0
    throttling_keeps_latest: bool = False


Custom = HttpCustom | MqttCustom
Endpoint = Http | HttpCustom | Mqtt | MqttCustom
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Asked)


def to_bytes(asked: Asked) -> bytes:
    """As it lies in the store."""
    return _encoder.encode(asked)


def from_bytes(kept: bytes) -> Asked:
    """From the store."""
    return _decoder.decode(kept)


def without_status(asked: Asked) -> Asked:
    """The status changes by itself, so it is not kept among what was asked."""
    return msgspec.structs.replace(asked, status=UNSET)


def endpoint_of(notification: NotificationAsked) -> Endpoint:
    """The one endpoint of a checked notification."""
    for found in (notification.http, notification.http_custom, notification.mqtt, notification.mqtt_custom):
        if not isinstance(found, UnsetType):
            return found
    raise LookupError("a stored subscription has an endpoint")
