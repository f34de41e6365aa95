"""From the JSON of NGSIv2 to a registration; every rule that needs no look at the store."""

from typing import Any, get_args

from sagacity.broker.delivering import address
from sagacity.broker.entity import Json
from sagacity.broker.federating.registration import Mode, Registration
from sagacity.broker.querying import dates, patterns
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Subject
from sagacity.broker.v2 import parsing
from sagacity.broker.v2.characters import check_name, check_value

LONGEST_DESCRIPTION = 1024
_MEMBERS = frozenset({"description", "dataProvided", "provider", "expires", "status"})
_PROVIDER = frozenset({"http", "supportedForwardingMode", "legacyForwarding"})
_MODES: tuple[str, ...] = get_args(Mode)
_STATES = ("active", "inactive")


def parse(raw: Json, *, id: str, tenant: str, path: str) -> Registration:
    """The registration a body asks for.

    Raises:
        BadRequest: a part is missing, unknown or malformed; the sentence names it.
    """
    body = _object(raw, "a registration", _MEMBERS)
    _description(body)
    offered = _object(body.get("dataProvided"), "dataProvided", {"entities", "attrs", "expression"})
    provider = _object(
        body.get("provider"), "provider", {"http", "supportedForwardingMode", "legacyForwarding"}
    )
    return Registration(
        id=id,
        tenant=tenant,
        path=path,
        entities=_entities(offered.get("entities")),
        attrs=_attrs(offered.get("attrs", [])),
        url=_url(provider.get("http")),
        mode=_mode(provider),
        active=_one_of(body.get("status", "active"), "status", _STATES) == "active",
        expires=_expires(body.get("expires")),
    )


def _object(raw: Json, what: str, known: "frozenset[str] | set[str]") -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise BadRequest(f"{what} must be a JSON object")
    if unknown := raw.keys() - known:
        raise BadRequest(f"{what} has no member {min(unknown)}; use {', '.join(sorted(known))}")
    return raw


def _description(body: dict[str, Any]) -> None:
    text = body.get("description", "")
    if not isinstance(text, str):
        raise BadRequest("description must be a JSON string")
    if len(text) > LONGEST_DESCRIPTION:
        raise BadRequest(f"max description length is {LONGEST_DESCRIPTION}")
    check_value(text, "description")


def _entities(raw: Json) -> tuple[Subject, ...]:
    if not isinstance(raw, list) or not raw:
        raise BadRequest("entities must be a list with at least one entity")
    return tuple(_subject(one) for one in raw)


def _subject(raw: Json) -> Subject:
    one = _object(raw, "an entity of dataProvided", {"id", "idPattern", "type", "typePattern"})
    if ("id" in one) == ("idPattern" in one):
        raise BadRequest("an entity of dataProvided has either id or idPattern")
    if "type" in one and "typePattern" in one:
        raise BadRequest("type and typePattern cannot be used at the same time")
    return Subject(
        id=parsing.entity_id(one["id"]) if "id" in one else "",
        id_pattern=_pattern(one, "idPattern"),
        type=parsing.entity_type(one["type"]) if "type" in one else "",
        type_pattern=_pattern(one, "typePattern"),
    )


def _pattern(one: dict[str, Any], member: str) -> str:
    text = one.get(member)
    if member in one and not isinstance(text, str):
        raise BadRequest(f"{member} must be a JSON string")
    return patterns.compile(text).text if isinstance(text, str) else ""


def _attrs(raw: Json) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(name, str) for name in raw):
        raise BadRequest("attrs must be a list of names")
    return tuple(check_name(name, "attribute name") for name in raw)


def _url(raw: Json) -> str:
    url = _object(raw, "http", {"url"}).get("url")
    if not isinstance(url, str):
        raise BadRequest("url of the provider must be a JSON string")
    try:
        address.parse(url)
    except address.BadAddress as problem:
        raise BadRequest(f"url of the provider: {problem}") from problem
    return url.rstrip("/")


def _mode(provider: dict[str, Any]) -> Mode:
    if provider.get("legacyForwarding", False) is not False:
        raise BadRequest("legacyForwarding speaks NGSIv1, which this broker does not; leave it out")
    mode: Mode = _one_of(provider.get("supportedForwardingMode", "all"), "supportedForwardingMode", _MODES)
    return mode


def _one_of(value: Json, what: str, known: tuple[str, ...]) -> Any:
    if not isinstance(value, str) or value not in known:
        raise BadRequest(f"{what} is one of {', '.join(known)}")
    return value


def _expires(value: Json) -> int | None:
    """An empty text, too, means never."""
    if value is None or value == "":
        return None
    at = dates.moment(value) if isinstance(value, str) else None
    if at is None:
        raise BadRequest("expires is no date: write YYYY-MM-DDThh:mm:ss.sssZ, or a shorter form of it")
    return at
