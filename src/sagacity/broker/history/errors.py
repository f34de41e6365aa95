"""Errors of the history, in the words of QuantumLeap."""

import orjson

from sagacity.broker import refusals
from sagacity.broker.door.application import MethodNotAllowed, NoSuchAddress
from sagacity.broker.door.request import Request, Response
from sagacity.broker.refusals import Refused

NOTHING = "No records were found for such query."

_CODES: tuple[tuple[type[Refused], int, str], ...] = (
    (refusals.NotFound, 404, "Not Found"),
    (NoSuchAddress, 404, "Not Found"),
    (refusals.NotDoable, 404, "AggrMethod cannot be applied"),
    (MethodNotAllowed, 405, "Method Not Allowed"),
    (refusals.Ambiguous, 409, "AmbiguousNGSIIdError"),
    (refusals.TooLarge, 413, "Request Entity Too Large"),
    (refusals.NoKey, 401, "Unauthorized"),
    (refusals.NotAllowed, 403, "Forbidden"),
    (refusals.Busy, 503, "Service Unavailable"),
    (refusals.NotSupported, 501, "Not implemented option"),
    (Refused, 400, "Bad Request"),
)


def response(refused: Refused | Exception, request: Request) -> Response:
    """A refusal with its status and the two parts clients look at."""
    for kind, status, name in _CODES:
        if isinstance(refused, kind):
            return _say(status, name, str(refused))
    return _say(500, "Internal Server Error", "this is a fault of the broker; it is in its log")


def _say(status: int, name: str, description: str) -> Response:
    return Response(status, orjson.dumps({"error": name, "description": description}))
