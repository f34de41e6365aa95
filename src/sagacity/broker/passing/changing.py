"""Changes on their way to an Orion: refused here, before anything leaves, where the caller's reach ends."""

from collections.abc import Iterable
from typing import Any

import orjson

from sagacity.broker.door.request import Response
from sagacity.broker.passing.asking import settled
from sagacity.broker.passing.call import Call
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.span import Span
from sagacity.broker.refusals import BadRequest, Refused
from sagacity.broker.selection import PathScope
from sagacity.broker.v2 import batch, bodies, headers
from sagacity.broker.v2.applying import DEFAULT_TYPE
from sagacity.broker.v2.asking import asked, attribute_in, type_in
from sagacity.broker.v2.characters import check_name

_PARAMETERS = frozenset({"type", "options"})
_NAMED = frozenset({"id", "type"})
_WHOLE = (
    "this key may write {} of {} at {} only; to take away the whole, or all the rest,"
    " it would need every attribute"
)


async def create_entity(passage: Passage) -> Response:
    """POST entities."""
    call, path = await _begun(passage)
    raw = _body(passage, call)
    if not passage.caller.unlimited:
        kind = raw.get("type", DEFAULT_TYPE) if isinstance(raw, dict) else None
        _check(passage, path, kind, _names(raw))
    return await passage.answer(call)


async def change_entity(passage: Passage) -> Response:
    """POST and PATCH of the attributes of an entity."""
    call, path = await _begun(passage)
    raw = _body(passage, call)
    if not passage.caller.unlimited:
        _check(passage, path, await _kind(passage, call, path), _names(raw))
    return await passage.answer(call)


async def replace_entity(passage: Passage) -> Response:
    """PUT of the attributes of an entity: all others go."""
    call, path = await _begun(passage)
    _body(passage, call)
    if not passage.caller.unlimited:
        _check_whole(passage, path, await _kind(passage, call, path))
    return await passage.answer(call)


async def delete_entity(passage: Passage) -> Response:
    """DELETE of an entity."""
    call, path = await _begun(passage)
    if not passage.caller.unlimited:
        _check_whole(passage, path, await _kind(passage, call, path))
    return await passage.answer(call)


async def change_attribute(passage: Passage) -> Response:
    """PUT and DELETE of one attribute, PUT of its value."""
    call, path = await _begun(passage)
    name = attribute_in(passage.request)
    if passage.request.method == "PUT":
        if passage.request.media_type == bodies.JSON:
            _body(passage, call)
        else:
            bodies.checked(passage.request, largest=passage.broker.settings.largest_body)
    if not passage.caller.unlimited:
        _check(passage, path, await _kind(passage, call, path), frozenset({name}))
    return await passage.answer(call)


async def update(passage: Passage) -> Response:
    """POST op/update."""
    call, path = await _begun(passage)
    raw = _body(passage, call, many=True)
    action, entities = batch.action_of(raw), batch.listed(raw, "entities")
    if not passage.caller.unlimited:
        for entity in entities:
            names = _names(entity)
            if action == "replace" or (action == "delete" and not names):
                _check_whole(passage, path, _kind_in(entity, passage, path))
            else:
                _check(passage, path, _kind_in(entity, passage, path), names)
    return await passage.answer(call)


async def notify(passage: Passage) -> Response:
    """POST op/notify: stored as ``append``."""
    call, path = await _begun(passage)
    raw = _body(passage, call, many=True)
    entities = batch.listed(raw if isinstance(raw, dict) else {}, "data")
    if not passage.caller.unlimited:
        for entity in entities:
            _check(passage, path, _kind_in(entity, passage, path), _names(entity))
    return await passage.answer(call)


async def _begun(passage: Passage) -> tuple[Call, str]:
    """The call and the one path it writes to; refused where the caller does not reach that path."""
    asked(passage.request)
    path = headers.path_for_write(passage.request)
    call = passage.call(_PARAMETERS)
    if not passage.caller.unlimited:
        call.ask_at((PathScope(path),))
    return call, path


def _body(passage: Passage, call: Call, *, many: bool = False) -> Any:
    """The JSON of a change. Whoever is limited sends what we read: of two members of one name one is left."""
    settings = passage.broker.settings
    raw = bodies.read_json(
        passage.request, largest=settings.largest_batch_body if many else settings.largest_body
    )
    if not passage.caller.unlimited:
        call.body = orjson.dumps(raw)
    return raw


async def _kind(passage: Passage, call: Call, path: str) -> str | None:
    """The type of the entity that the address names, pinned so that no other is meant."""
    id_ = check_name(passage.request.named["id"], "entity id")
    span = _span(passage, path)
    kind = await settled(passage, span, id_, type_in(asked(passage.request)))
    if kind is not None:
        call.query["type"] = kind
    return kind


def _kind_in(entity: Any, passage: Passage, path: str) -> str | None:
    """The type that an entity of a batch names; it must, where that decides."""
    named = entity.get("type") if isinstance(entity, dict) else None
    span = _span(passage, path)
    if named is None and (span.types or not span.is_even(())):
        raise BadRequest("this key reaches some types only: name the type of each entity")
    return named


def _span(passage: Passage, path: str) -> Span:
    return passage.span((PathScope(path),), "write")


def _names(raw: Any) -> frozenset[str]:
    if not isinstance(raw, dict):
        raise BadRequest("an entity is a JSON object")
    return frozenset(raw) - _NAMED


def _check(passage: Passage, path: str, kind: Any, names: Iterable[str]) -> None:
    """Raises NotAllowed, or NoKey."""
    if kind is not None and not isinstance(kind, str):
        raise BadRequest("a type is a text")
    writable = _span(passage, path).attributes(kind or "")
    if writable is None:
        return
    if not writable:
        raise _refusal(passage, f"this key may not write entities of the type {kind or 'any'} at {path}")
    if beyond := frozenset(names) - writable:
        raise _refusal(passage, f"this key may not write: {', '.join(sorted(beyond))}")


def _check_whole(passage: Passage, path: str, kind: str | None) -> None:
    """Raises NotAllowed, or NoKey."""
    _check(passage, path, kind, ())
    writable = _span(passage, path).attributes(kind or "")
    if writable is not None:
        raise _refusal(passage, _WHOLE.format(", ".join(sorted(writable)), kind or "any type", path))


def _refusal(passage: Passage, sentence: str) -> Refused:
    return passage.caller.refusal(sentence)
