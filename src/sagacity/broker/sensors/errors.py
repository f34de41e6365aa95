"""Errors of the south and north side, in the words of IoT agents: {"name", "message"}."""

import orjson

from sagacity.broker import refusals
from sagacity.broker.door.application import MethodNotAllowed, NoSuchAddress
from sagacity.broker.door.request import Request, Response
from sagacity.broker.refusals import Refused
from sagacity.broker.sensors.devices import DeviceExists, NoSuchDevice, UnknownKey
from sagacity.broker.sensors.groups import GroupExists, NoSuchGroup
from sagacity.broker.sensors.shares import SpokeTooOften

_CODES: tuple[tuple[type[Refused], int, str], ...] = (
    (NoSuchDevice, 404, "DEVICE_NOT_FOUND"),
    (UnknownKey, 404, "DEVICE_GROUP_NOT_FOUND"),
    (NoSuchGroup, 404, "DEVICE_GROUP_NOT_FOUND"),
    (DeviceExists, 409, "DUPLICATE_DEVICE_ID"),
    (GroupExists, 409, "DUPLICATE_GROUP"),
    (NoSuchAddress, 404, "NOT_FOUND"),
    (refusals.NotFound, 404, "NOT_FOUND"),
    (MethodNotAllowed, 405, "METHOD_NOT_ALLOWED"),
    (refusals.TooLarge, 413, "TOO_LARGE"),
    (refusals.SecondLocation, 413, "SECOND_LOCATION"),
    (refusals.NoKey, 401, "UNAUTHORIZED"),
    (refusals.NotAllowed, 403, "FORBIDDEN"),
    (SpokeTooOften, 429, "TOO_MANY_REQUESTS"),
    (refusals.Busy, 503, "BUSY"),
    (Refused, 400, "WRONG_SYNTAX"),
)


def response(refused: Refused | Exception, request: Request) -> Response:
    """A refusal with its status and the word programs look at."""
    for kind, status, name in _CODES:
        if isinstance(refused, kind):
            return _say(status, name, str(refused))
    return _say(500, "GENERAL_ERROR", "this is a fault of the broker; it is in its log")


def _say(status: int, name: str, message: str) -> Response:
    return Response(status, orjson.dumps({"name": name, "message": message}))
