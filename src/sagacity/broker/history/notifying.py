"""Notifications of another broker: its readings join the history; entities here stay as they are."""

from collections.abc import Iterable
from typing import Any

from sagacity.broker.history import moments
from sagacity.broker.history.points import CLOCK, Row, split
from sagacity.broker.refusals import BadRequest

PROCESSED = "Notification successfully processed"
_INDEXES = (CLOCK, "timestamp", "dateObserved", "dateModified")  # attributes that date an entity, best first
_STAMPS = (CLOCK, "observedAt", "timestamp", "dateModified")  # the same as metadata
_NOT_ATTRIBUTES = {"id", "type", "@context"}


def rows_of(body: Any, *, tenant: str, path: str, index: str, at: int) -> list[Row]:
    """The points a notification holds; ``index`` names the attribute that dates them, if the sender said so.

    Raises:
        BadRequest: no notification, or an entity without id or type.
    """
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        raise BadRequest('a notification is an object with "data": a list of entities in normalized form')
    rows: list[Row] = []
    for entity in body["data"]:
        rows += _rows(entity, tenant=tenant, path=path, index=index, at=at)
    return rows


def _rows(entity: Any, *, tenant: str, path: str, index: str, at: int) -> Iterable[Row]:
    if not isinstance(entity, dict):
        raise BadRequest("every part of data is an entity: an object with id, type and attributes")
    for name in ("id", "type"):
        if not isinstance(entity.get(name), str) or not entity[name]:
            raise BadRequest(f"Entity {name} is required in notifications")
    attributes = {
        name: attribute if isinstance(attribute, dict) and "value" in attribute else {"value": attribute}
        for name, attribute in entity.items()
        if name not in _NOT_ATTRIBUTES
    }
    moment = _moment(attributes, index)
    for name, attribute in attributes.items():
        if name in {CLOCK, "dateModified", "dateCreated"}:
            continue
        number, kept = split(attribute["value"])
        own = moment if moment is not None else _stamp(attribute)
        kind = str(attribute.get("type") or "Text")
        ts = at if own is None else own
        yield (tenant, path, entity["id"], entity["type"], name, kind, ts, at, number, kept)


def _moment(attributes: dict[str, dict[str, Any]], index: str) -> int | None:
    for name in (index, *_INDEXES):
        if name in attributes and (moment := moments.maybe(attributes[name]["value"])) is not None:
            return moment
    stamps = (_stamp(attribute) for attribute in attributes.values())
    return max((stamp for stamp in stamps if stamp is not None), default=None)


def _stamp(attribute: dict[str, Any]) -> int | None:
    metadata = attribute.get("metadata")
    if not isinstance(metadata, dict):
        return None
    for name in _STAMPS:
        noted = metadata.get(name)
        if isinstance(noted, dict) and (moment := moments.maybe(noted.get("value"))) is not None:
            return moment
    return None
