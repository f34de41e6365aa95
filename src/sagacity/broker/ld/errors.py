"""How NGSI-LD says no: problem details with the types of ETSI GS CIM 009, table 6.3.2-1."""

import orjson

from sagacity.broker import refusals
from sagacity.broker.door.application import MethodNotAllowed, NoSuchAddress
from sagacity.broker.door.request import Request, Response
from sagacity.broker.entity import Json
from sagacity.broker.refusals import Refused

ERRORS = "https://uri.etsi.org/ngsi-ld/errors/"


class ContextNotAvailable(Refused):
    """An @context is neither kept here nor may it be fetched."""


class NoSuchTenant(Refused):
    """Nothing was ever written under that tenant."""


class NotAcceptable(Refused):
    """The answer exists, but in no form the caller takes."""


class UnsupportedMediaType(Refused):
    """The body is of a kind this address does not take."""


class SourceFailed(Refused):
    """What was asked for lies with a context source that did not carry it out."""


class Conflict(Refused):
    """Carrying it out would leave things apart that belong together."""


class TooComplex(Refused):
    """The question could be understood, but answering it would cost more than one may ask for."""


class TooManyResults(Refused):
    """More was asked for than one answer holds."""


_TABLE: dict[type[Exception], tuple[int, str, str]] = {
    refusals.NotJson: (400, "InvalidRequest", "The body is no JSON"),
    refusals.BadRequest: (400, "BadRequestData", "The request does not follow the rules"),
    refusals.NoKey: (401, "InvalidRequest", "A key is needed"),
    refusals.NotAllowed: (403, "InvalidRequest", "The key does not reach that far"),
    TooManyResults: (403, "TooManyResults", "Too many results"),
    TooComplex: (403, "TooComplexQuery", "The question is too complex"),
    refusals.NotFound: (404, "ResourceNotFound", "There is no such thing"),
    NoSuchTenant: (404, "NonexistentTenant", "There is no such tenant"),
    NoSuchAddress: (404, "ResourceNotFound", "Nothing answers at this address"),
    MethodNotAllowed: (405, "InvalidRequest", "This address does not take that method"),
    NotAcceptable: (406, "InvalidRequest", "No form of the answer is accepted"),
    Conflict: (409, "Conflict", "It cannot be carried out as a whole"),
    refusals.AlreadyExists: (409, "AlreadyExists", "It exists already"),
    refusals.Ambiguous: (409, "InvalidRequest", "The id fits several entities"),
    refusals.TooLarge: (413, "InvalidRequest", "The body is too large"),
    UnsupportedMediaType: (415, "InvalidRequest", "The media type is not supported"),
    refusals.NotSupported: (422, "OperationNotSupported", "This is not supported here"),
    refusals.NotDoable: (422, "OperationNotSupported", "The state of the entity does not allow it"),
    refusals.Busy: (429, "InvalidRequest", "Too many requests"),
    refusals.NoAnswer: (502, "InternalError", "The broker behind this one failed"),
    refusals.Away: (503, "InternalError", "The broker behind this one is not asked just now"),
    refusals.TooLate: (504, "InternalError", "The broker behind this one is too slow"),
    SourceFailed: (502, "InternalError", "A context source failed"),
    ContextNotAvailable: (503, "LdContextNotAvailable", "The @context is not available"),
}
_INTERNAL = (500, "InternalError", "Something broke here")


def response(refused: Refused | Exception, request: Request) -> Response:
    """The answer to a request that is not carried out."""
    details = problem(refused)
    return Response(int(details["status"]), orjson.dumps(details))


def problem(refused: Refused | Exception) -> dict[str, Json]:
    """The same as an object, for answers about many entities."""
    status, word, title = next((_TABLE[kind] for kind in type(refused).__mro__ if kind in _TABLE), _INTERNAL)
    detail = str(refused) if isinstance(refused, Refused) else "the log of the house tells more"
    return {"type": ERRORS + word, "title": title, "detail": detail, "status": status}
