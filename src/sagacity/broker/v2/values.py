"""/v2/entities/{id}/attrs/{attribute}/value: the bare value, as text or as JSON."""

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2 import bodies, reading, verbs
from sagacity.broker.v2.asking import asked, attribute_in, change, named
from sagacity.broker.v2.attributes import attribute_of
from sagacity.broker.v2.bodies import JSON, TEXT
from sagacity.broker.v2.entities import carry_out, elsewhere
from sagacity.broker.v2.errors import NotAcceptable, UnsupportedMediaType

_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}


async def get_value(broker: Broker, request: Request) -> Response:
    """GET: objects and lists as JSON or text, whatever is liked better; everything else as text."""
    what = asked(request)
    name = attribute_in(request)
    value = attribute_of(await reading.one(broker, request, what), name).value
    accepted = bodies.accepted(request.headers.get("accept", "*/*"))
    if isinstance(value, dict | list):
        if not accepted:
            raise NotAcceptable(f"accepted MIME types: {JSON}, {TEXT}")
        return Response(200, orjson.dumps(value), _said(accepted[0], orjson.dumps(value)))
    if TEXT not in accepted:
        raise NotAcceptable(f"accepted MIME types: {TEXT}")
    body = f'"{value}"'.encode() if isinstance(value, str) else orjson.dumps(value)
    return Response(200, body, _said(TEXT, body))


def _said(kind: str, body: bytes) -> str:
    """Text beyond ASCII names its encoding, or clients guess it wrongly."""
    return f"{kind}; charset=utf-8" if kind == TEXT and not body.isascii() else kind


async def put_value(broker: Broker, request: Request) -> Response:
    """PUT: type and metadata stay."""
    what = asked(request)
    name, chosen = attribute_in(request), what.options
    value = _value(request, largest=broker.settings.largest_body)
    verb = verbs.put_value(name, value, forced="forcedUpdate" in chosen)
    subject = named(request, what)
    wanted = change(request, subject, verb, chosen=chosen)
    attrs = {name: {"value": value}}
    return await carry_out(broker, wanted, elsewhere=elsewhere(broker, request, subject, attrs))


def _value(request: Request, *, largest: int) -> Json:
    if request.media_type == TEXT:
        return from_text(bodies.checked(request, largest=largest))
    if request.media_type != JSON:
        raise UnsupportedMediaType(f"not supported content type; send {JSON} or {TEXT}")
    value = json.parse(bodies.checked(request, largest=largest))
    if not isinstance(value, dict | list):
        raise BadRequest(f"{JSON} carries an object or a list here; send any other value as {TEXT}")
    return value


def from_text(body: bytes) -> Json:
    """A quoted text, true, false, null, or a number.

    Raises:
        BadRequest: none of these.
    """
    try:
        text = body.decode().strip()
    except UnicodeDecodeError as problem:
        raise BadRequest("the text is not in UTF-8") from problem
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text in _WORDS:
        return _WORDS[text]
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, int | float):
        raise BadRequest("attribute value is none of: a text in quotation marks, true, false, null, a number")
    return value
