"""Parameters of an address: which are taken, what they may hold, and the options among them."""

from functools import lru_cache

from sagacity.broker.door.request import Request
from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2.characters import check_value
from sagacity.broker.v2.rendering import Form, View

LARGEST_PAGE = 1000
USUAL_PAGE = 20
_KNOWN = frozenset(
    {
        "append",
        "count",
        "dateCreated",
        "dateModified",
        "flowControl",
        "forcedUpdate",
        "keyValues",
        "noAttrDetail",
        "normalized",
        "overrideMetadata",
        "skipForwarding",
        "skipInitialNotification",
        "unique",
        "upsert",
        "values",
    }
)
_FORMS: tuple[Form, ...] = ("keyValues", "values", "unique")
_FREE = frozenset({"q", "mq", "idPattern", "typePattern"})
_SEMICOLONS = frozenset({"georel", "coords"})
_NOTHING: dict[str, str] = {}

Options = frozenset[str]
NONE: Options = frozenset()


def parameters(request: Request) -> dict[str, str]:
    """The parameters, each with a value free of forbidden characters.

    Raises:
        BadRequest: one is empty or holds a forbidden character.
    """
    if not request.query_string:
        return _NOTHING
    for name, text in request.query.items():
        if not text:
            raise BadRequest(f"Empty right-hand-side for URI param /{name}/")
        if name not in _FREE:
            check_value(text.replace(";", "") if name in _SEMICOLONS else text, f"URI parameter {name}")
    return request.query


def options(asked: dict[str, str]) -> Options:
    """What the parameter ``options`` names.

    Raises:
        BadRequest: a name that is no option, or two ways of showing at once.
    """
    return _options(asked["options"]) if "options" in asked else NONE


@lru_cache(maxsize=1000)
def _options(text: str) -> Options:
    named = frozenset(text.split(","))
    if unknown := named - _KNOWN:
        raise BadRequest(f"Invalid value for URI param /options/: {min(unknown)} is no option")
    if len(named & set(_FORMS)) > 1:
        raise BadRequest(
            "Invalid value for URI param /options/: keyValues, values and unique exclude another"
        )
    return named


def form(chosen: Options) -> Form:
    """How entities shall look."""
    return next((form for form in _FORMS if form in chosen), "normalized")


def view(asked: dict[str, str], chosen: Options, *, named: bool = True) -> View:
    """What shall be shown of entities."""
    if not asked and named:
        return _EVERYTHING
    return _view(asked.get("attrs", ""), asked.get("metadata", ""), chosen, named)


@lru_cache(maxsize=1000)
def _view(attrs: str, metadata: str, chosen: Options, named: bool) -> View:
    return View(
        form=form(chosen),
        attrs=with_dates(names(attrs), chosen),
        metadata=names(metadata),
        named=named,
    )


def with_dates(attrs: tuple[str, ...], chosen: Options) -> tuple[str, ...]:
    """The options dateCreated and dateModified, outdated but taken, add to the attributes shown."""
    dates = tuple(name for name in ("dateCreated", "dateModified") if name in chosen)
    return (*(attrs or ("*",)), *dates) if dates else attrs


def names(text: str) -> tuple[str, ...]:
    """Names joined by commas."""
    return tuple(text.split(",")) if text else ()


def limit(asked: dict[str, str]) -> int:
    """How many, 1 to 1000; 20 if nothing is said."""
    if "limit" not in asked:
        return USUAL_PAGE
    wanted = _whole("limit", asked["limit"])
    if wanted == 0:
        raise BadRequest("Bad pagination limit: /0/ [a value of ZERO is unacceptable]")
    if wanted > LARGEST_PAGE:
        raise BadRequest(f"Bad pagination limit: /{wanted}/ [max: {LARGEST_PAGE}]")
    return wanted


def offset(asked: dict[str, str]) -> int:
    """How many to pass over."""
    return _whole("offset", asked["offset"]) if "offset" in asked else 0


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadRequest(f"Bad pagination {name}: /{text}/ [must be a decimal number]")
    return int(text)


_EVERYTHING = View()
