"""What an Orion is told instead of the receiver, and where what it sends there goes on to."""

import re
from typing import Any

import orjson

from sagacity.broker.delivering import address
from sagacity.broker.delivering.address import Address
from sagacity.broker.expressions import macros
from sagacity.broker.refusals import BadRequest, NotSupported
from sagacity.broker.subscribing import asked
from sagacity.broker.subscribing.asked import Asked, Http, HttpCustom, Mqtt, MqttCustom

PATH = "/relay/"
METHODS = ("POST", "PUT", "PATCH", "GET", "DELETE")
KINDS = ("http", "httpCustom", "mqtt", "mqttCustom")
_OURS = (*KINDS, "maxFailsLimit")  # parts of a notification that are our work
_CONTENT = ("payload", "json", "ngsi")
_HOST = re.compile(r"(https?://[^/?#$]+)(.*)", re.S).fullmatch
_CANNOT = "where the data lie in an Orion behind us, {}"


def base(relay_url: str, token: str) -> str:
    """The address that an Orion knows."""
    return f"{relay_url}{PATH}{token}"


def told(found: Asked, relay: str) -> dict[str, Any]:
    """A subscription as the Orion is asked for it.

    Raises:
        NotSupported: it cannot be relayed.
    """
    if found.throttling_keeps_latest:
        raise NotSupported(_CANNOT.format("throttlingKeepsLatest is not possible: throttling is its work"))
    body: dict[str, Any] = orjson.loads(asked.to_bytes(found))
    notification = body["notification"]
    rest = {name: value for name, value in notification.items() if name not in _OURS}
    return {**body, "notification": {**rest, **_endpoint(found, notification, relay)}}


def _endpoint(found: Asked, notification: dict[str, Any], relay: str) -> dict[str, Any]:
    endpoint = asked.endpoint_of(found.notification)
    if isinstance(endpoint, Http | Mqtt):
        return {"http": {"url": relay}}
    if isinstance(endpoint, MqttCustom):
        if macros.has_macro(endpoint.url) or macros.has_macro(endpoint.topic):
            raise NotSupported(_CANNOT.format("mqttCustom takes no macros in url and topic"))
        custom = notification["mqttCustom"]
        return {"httpCustom": {"url": relay, **{name: custom[name] for name in _CONTENT if name in custom}}}
    if endpoint.method.upper() not in METHODS:
        raise NotSupported(_CANNOT.format(f"the method of httpCustom is one of {', '.join(METHODS)}"))
    custom = {name: value for name, value in notification["httpCustom"].items() if name != "timeout"}
    return {"httpCustom": {**custom, "url": relay + _macros_of(endpoint.url)}}


def _macros_of(url: str) -> str:
    """Path and parameters that the Orion must fill in, behind a question mark; "" if there is nothing."""
    if not macros.has_macro(url):
        return ""
    _, rest = _parts(url)
    return f"?{rest}"


def _parts(url: str) -> tuple[str, str]:
    """The host of an address with macros, which may not be one, and the rest."""
    found = _HOST(url)
    if found is None:
        raise NotSupported(_CANNOT.format("the host of url cannot be a macro: it must be known beforehand"))
    host, rest = found.groups()
    try:
        address.parse(host)
    except address.BadAddress as trouble:
        raise BadRequest(f"Invalid URL parsing notification url: {trouble}") from trouble
    return host, rest if rest.startswith("/") else f"/{rest}"


def host(found: Asked) -> Address:
    """Where notifications go, for the list of targets."""
    url = asked.endpoint_of(found.notification).url
    return address.parse(_parts(url)[0] if macros.has_macro(url) else url, ("http", "https", "mqtt"))


def url(custom: Http | HttpCustom, query_string: str) -> str:
    """The receiver of one notification; what the Orion filled in, or added, comes as the parameters."""
    if not isinstance(custom, HttpCustom):
        return custom.url
    if not macros.has_macro(custom.url):
        return (
            f"{custom.url}{'&' if '?' in custom.url else '?'}{query_string}" if query_string else custom.url
        )
    path, sign, parameters = query_string.partition("?")
    if not sign and "?" not in custom.url:  # parameters that were added to what has a question mark already
        path, sign, parameters = query_string.partition("&")
    rest = f"{path}?{parameters}" if sign else path
    return _parts(custom.url)[0] + (rest if rest.startswith("/") else f"/{rest}")
