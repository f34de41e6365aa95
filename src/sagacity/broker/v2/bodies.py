"""Bodies of requests and kinds of answers: JSON nearly everywhere, text for single values."""

from functools import lru_cache
from typing import Any

import orjson

from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.entity import Json
from sagacity.broker.refusals import TooLarge
from sagacity.broker.v2.errors import LengthRequired, NotAcceptable, UnsupportedMediaType

JSON = "application/json"
TEXT = "text/plain"


def read_json(request: Request, *, largest: int) -> Any:
    """The JSON a request carries.

    Raises:
        UnsupportedMediaType: it says to carry something else.
        LengthRequired: it carries nothing.
        TooLarge: more than ``largest`` bytes.
        NotJson: it carries no JSON.
    """
    if request.headers.get("content-type") != JSON and request.media_type != JSON:
        raise UnsupportedMediaType(f"not supported content type: {request.media_type or 'none'}; send {JSON}")
    return json.parse(checked(request, largest=largest))


def checked(request: Request, *, largest: int) -> bytes:
    """The body, if there is one, of a bearable size."""
    if not request.body:
        raise LengthRequired("Zero/No Content-Length in PUT/POST/PATCH request")
    if len(request.body) > largest:
        raise TooLarge(f"payload size: {len(request.body)}, max size supported: {largest}")
    return request.body


def answer(value: Json, request: Request) -> Response:
    """An answer in JSON, for whoever takes JSON."""
    accept = request.headers.get("accept", "*/*")
    if accept != "*/*" and JSON not in accepted(accept):
        raise NotAcceptable(f"accepted MIME types: {JSON}")
    return Response(200, orjson.dumps(value))


@lru_cache(maxsize=1000)
def accepted(accept: str) -> tuple[str, ...]:
    """Which of JSON and text an Accept header takes, the preferred one first."""
    found: list[tuple[float, str]] = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(parameters)
        if weight:
            found += [(weight, known) for known in (JSON, TEXT) if _covers(kind, known)]
    ordered = sorted(found, key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(known for _, known in ordered))


def _covers(kind: str, known: str) -> bool:
    return kind in (known, "*/*", f"{known.partition('/')[0]}/*")


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 1.0
    return 1.0
