"""Notifications in the receiver's own way: addresses, headers and bodies with macros."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlencode

import orjson
from msgspec import UnsetType

from sagacity.broker.delivering import address
from sagacity.broker.delivering.outgoing import HttpParcel, MqttParcel
from sagacity.broker.entity import Json
from sagacity.broker.expressions import macros
from sagacity.broker.subscribing import context as contexts
from sagacity.broker.subscribing import ngsi_patch, v2_body
from sagacity.broker.subscribing.asked import Custom, HttpCustom, MqttCustom, NotificationAsked
from sagacity.broker.subscribing.compiled import Message
from sagacity.broker.subscribing.occasion import Occasion
from sagacity.broker.subscribing.v2_body import Telling

JSON, TEXT = "application/json; charset=utf-8", "text/plain"
CUSTOM = "custom"
_FIXED = frozenset({"fiware-correlator", "ngsiv2-attrsformat"})
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "idempotency-key"})
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

Context = dict[str, Json]
Content = tuple[bytes, str, str]  # body, media type, format


def builder(
    id_: str, notification: NotificationAsked, custom: Custom
) -> Callable[[Occasion], Sequence[Message]]:
    """What makes the messages of a custom endpoint."""
    telling = v2_body.telling(id_, notification, patched=not isinstance(custom.ngsi, UnsetType))

    def build(occasion: Occasion) -> Sequence[Message]:
        context = contexts.of(occasion)
        body, media_type, format_ = content(custom, telling, occasion, context)
        if isinstance(custom, MqttCustom):
            return (_mqtt(custom, context, body),)
        headers = v2_body.headers(occasion, format=format_, media_type=media_type)
        return (_http(custom, context, headers, body),)

    return build


def content(custom: Custom, telling: Telling, occasion: Occasion, context: Context) -> Content:
    """The body with its media type and the format that the header names."""
    if custom.payload is None:
        return b"", TEXT, CUSTOM
    if isinstance(custom.payload, str) and custom.payload:
        return macros.fill(unquote(custom.payload), context).encode(), TEXT, CUSTOM
    if not isinstance(custom.json, UnsetType):
        return orjson.dumps(macros.fill_json(custom.json, context)), JSON, CUSTOM
    entity = occasion.entity
    if not isinstance(custom.ngsi, UnsetType):
        entity = ngsi_patch.patched(entity, custom.ngsi, context)
    return telling.body(occasion, entity), JSON, telling.format


def _http(custom: HttpCustom, context: Context, headers: list[tuple[str, str]], body: bytes) -> Message:
    url, method = _url(custom, context), macros.fill(custom.method, context).upper()
    parcel = HttpParcel(method, url, _headers(custom, context, headers), body, custom.timeout)
    if not _TOKEN.fullmatch(method):
        return Message("", parcel)
    return Message(_endpoint(url, ("http", "https")), parcel)


def _mqtt(custom: MqttCustom, context: Context, body: bytes) -> Message:
    url = macros.fill(custom.url, context)
    parcel = MqttParcel(
        url,
        macros.fill(custom.topic, context),
        body,
        custom.qos,
        custom.retain,
        custom.user or "",
        custom.passwd or "",
    )
    return Message(_endpoint(url, ("mqtt",)), parcel)


def _endpoint(url: str, schemes: tuple[str, ...]) -> str:
    try:
        return address.parse(url, schemes).endpoint
    except address.BadAddress:
        return ""


def _url(custom: HttpCustom, context: Context) -> str:
    url = macros.fill(custom.url, context)
    if isinstance(custom.qs, UnsetType) or not custom.qs:
        return url
    pairs = [(macros.fill(name, context), macros.fill(value, context)) for name, value in custom.qs.items()]
    return f"{url}{'&' if '?' in url else '?'}{urlencode(pairs)}"


def _headers(
    custom: HttpCustom, context: Context, usual: list[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The usual headers with the custom ones over them; an empty one takes a usual one away."""
    found = {name.lower(): (name, value) for name, value in usual}
    for given, value in {} if isinstance(custom.headers, UnsetType) else custom.headers.items():
        name = macros.fill(given, context)
        key = name.lower()
        if key in _FIXED or key in _OURS or not _TOKEN.fullmatch(name):
            continue
        text = _CONTROLS.sub(" ", macros.fill(unquote(value), context)).strip()
        if text:
            found[key] = (name, text)
        else:
            found.pop(key, None)
    return tuple(found.values())
