"""Makes a stored NGSIv2 subscription ready for work."""

from collections.abc import Callable, Sequence

from msgspec import UnsetType

from sagacity.broker.delivering import address
from sagacity.broker.delivering.outgoing import HttpParcel, MqttParcel
from sagacity.broker.expressions import jexl
from sagacity.broker.selection import PathScope, Subject
from sagacity.broker.subscribing import asked, asking, context, custom, v2_body
from sagacity.broker.subscribing.asked import Asked, Condition, EntityAsked, Http, Mqtt
from sagacity.broker.subscribing.checking import subject
from sagacity.broker.subscribing.compiled import Compiled, Message, Trigger
from sagacity.broker.subscribing.occasion import Occasion
from sagacity.broker.subscribing.rows import Stored

JSON = "application/json; charset=utf-8"


def compile(stored: Stored) -> Compiled:
    """The subscription with everything parsed once."""
    found = asked.from_bytes(stored.body)
    condition = found.subject.condition
    condition = Condition() if isinstance(condition, UnsetType) else condition
    expression = condition.expression
    entities = found.subject.entities
    return Compiled(
        id=stored.id,
        tenant=stored.tenant,
        version=stored.version,
        subjects=() if isinstance(entities, UnsetType) else tuple(map(_subject, entities)),
        build=builder(stored.id, found),
        scopes=(scope(stored.path),),
        trigger=_trigger(condition),
        predicates=() if isinstance(expression, UnsetType) else subject.predicates(expression),
        holds=_holds(condition),
        expires=asking.expires_ms(found),
        active=stored.status != "inactive",
        oneshot=stored.status == "oneshot",
        throttling_ms=found.throttling * 1000,
        keeps_latest=found.throttling_keeps_latest,
        last=stored.claimed,
    )


def scope(path: str) -> PathScope:
    """``/a`` or ``/a/#`` as it stands in the header."""
    return PathScope(path.removesuffix("#").rstrip("/") or "/", subtree=path.endswith("#"))


def _subject(entity: EntityAsked) -> Subject:
    return Subject(
        id=entity.id or "",
        id_pattern=entity.id_pattern or "",
        type=entity.type or "",
        type_pattern=entity.type_pattern or "",
    )


def _trigger(condition: Condition) -> Trigger:
    attrs = frozenset() if isinstance(condition.attrs, UnsetType) else frozenset(condition.attrs)
    named = condition.alteration_types
    kinds = ("entityCreate", "entityChange") if isinstance(named, UnsetType) or not named else named
    return Trigger(
        attrs=attrs,
        create="entityCreate" in kinds,
        change="entityChange" in kinds,
        update="entityUpdate" in kinds,
        delete="entityDelete" in kinds,
        metadata=condition.notify_on_metadata_change,
    )


def _holds(condition: Condition) -> Callable[[Occasion], bool] | None:
    if isinstance(condition.jexl_expression, UnsetType):
        return None
    expression = jexl.compile(condition.jexl_expression)
    return lambda occasion: expression.value(context.of(occasion)) is True


def builder(id_: str, found: Asked) -> Callable[[Occasion], Sequence[Message]]:
    """What makes the messages of a subscription."""
    endpoint = asked.endpoint_of(found.notification)
    if isinstance(endpoint, Http):
        return _http(id_, found, endpoint)
    if isinstance(endpoint, Mqtt):
        return _mqtt(id_, found, endpoint)
    return custom.builder(id_, found.notification, endpoint)


def _http(id_: str, found: Asked, http: Http) -> Callable[[Occasion], Sequence[Message]]:
    telling = v2_body.telling(id_, found.notification, patched=False)
    endpoint = address.parse(http.url).endpoint

    def build(occasion: Occasion) -> Sequence[Message]:
        headers = v2_body.headers(occasion, format=telling.format, media_type=JSON)
        body = telling.body(occasion, occasion.entity)
        return (Message(endpoint, HttpParcel("POST", http.url, tuple(headers), body, http.timeout)),)

    return build


def _mqtt(id_: str, found: Asked, mqtt: Mqtt) -> Callable[[Occasion], Sequence[Message]]:
    telling = v2_body.telling(id_, found.notification, patched=False)
    endpoint = address.parse(mqtt.url, ("mqtt",)).endpoint

    def build(occasion: Occasion) -> Sequence[Message]:
        body = telling.body(occasion, occasion.entity)
        user, password = mqtt.user or "", mqtt.passwd or ""
        return (
            Message(endpoint, MqttParcel(mqtt.url, mqtt.topic, body, mqtt.qos, mqtt.retain, user, password)),
        )

    return build
