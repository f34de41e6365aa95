"""How NGSIv2 says no: a status, a stable word, and a sentence for people."""

import orjson

from sagacity.broker import refusals
from sagacity.broker.door.application import MethodNotAllowed, NoSuchAddress
from sagacity.broker.door.request import Request, Response
from sagacity.broker.refusals import Refused


class NotAcceptable(Refused):
    """The answer exists, but in no form the caller takes."""


class UnsupportedMediaType(Refused):
    """The body is of a kind this address does not take."""


class LengthRequired(Refused):
    """A body is needed, none came."""


_TABLE: dict[type[Refused], tuple[int, str]] = {
    refusals.NotJson: (400, "ParseError"),
    refusals.BadRequest: (400, "BadRequest"),
    refusals.NoKey: (401, "Unauthorized"),
    refusals.NotAllowed: (403, "Forbidden"),
    refusals.NotFound: (404, "NotFound"),
    NoSuchAddress: (404, "NotFound"),
    MethodNotAllowed: (405, "MethodNotAllowed"),
    NotAcceptable: (406, "NotAcceptable"),
    refusals.Ambiguous: (409, "TooManyResults"),
    LengthRequired: (411, "ContentLengthRequired"),
    refusals.TooLarge: (413, "RequestEntityTooLarge"),
    refusals.SecondLocation: (413, "NoResourcesAvailable"),
    UnsupportedMediaType: (415, "UnsupportedMediaType"),
    refusals.AlreadyExists: (422, "Unprocessable"),
    refusals.NotDoable: (422, "Unprocessable"),
    refusals.PartlyDone: (422, "PartialUpdate"),
    refusals.NotSupported: (422, "NotSupportedQuery"),
    refusals.Busy: (429, "TooManyRequests"),
    refusals.OperandWrong: (500, "InternalServerError"),
    refusals.NoAnswer: (502, "BadGateway"),
    refusals.Away: (503, "ServiceUnavailable"),
    refusals.TooLate: (504, "GatewayTimeout"),
}


_ODD = "something went wrong here, not in your request; the correlator of this answer leads to the report"


def response(refused: Refused | Exception, request: Request) -> Response:
    """The answer to a request that is not carried out."""
    if not isinstance(refused, Refused):
        return error(500, "InternalServerError", _ODD)
    status, word = said(refused)
    return error(status, word, _sentence(refused))


def said(refused: Refused) -> tuple[int, str]:
    """Status and word for a refusal; its nearest known kind decides."""
    for kind in type(refused).__mro__:
        if kind in _TABLE:
            return _TABLE[kind]
    return 500, "InternalServerError"


def error(status: int, word: str, sentence: str) -> Response:
    """An answer with exactly the two members every client knows."""
    return Response(status, orjson.dumps({"error": word, "description": sentence}))


def _sentence(refused: Refused) -> str:
    if isinstance(refused, MethodNotAllowed):
        return "method not allowed: see the header Allow for those that are"
    if isinstance(refused, NoSuchAddress):
        return "service not found: nothing answers at this address"
    return str(refused)
