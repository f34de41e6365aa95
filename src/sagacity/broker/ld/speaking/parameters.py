"""The parameters of an address that say how an answer shall look."""

from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.rendering.languages import preferred
from sagacity.broker.ld.rendering.representation import Form, Representation
from sagacity.broker.refusals import BadRequest, NotSupported

Query = dict[str, str]
_FORMS: dict[str, Form] = {
    "normalized": "normalized",
    "concise": "concise",
    "simplified": "simplified",
    "keyValues": "simplified",
}
_OPTIONS = frozenset({*_FORMS, "sysAttrs", "count"})
_HEAD = frozenset({"id", "type", "scope"})


def representation(query: Query, context: Context) -> Representation:
    """``format``, ``options``, ``sysAttrs``, ``lang``, ``pick``, ``omit``, ``attrs``, ``datasetId``."""
    options = options_of(query)
    if unknown := options - _OPTIONS:
        raise BadRequest(f"options {', '.join(sorted(unknown))}: unknown; use {', '.join(sorted(_OPTIONS))}")
    if query.get("lang") == "":
        raise BadRequest("lang names no language; write lang=ja")
    pick, omit = addresses(query.get("pick"), context), addresses(query.get("omit"), context)
    attrs = addresses(query.get("attrs"), context)
    if attrs and (pick or omit):
        raise BadRequest("attrs does not go with pick or omit; use pick alone")
    if pick & omit:
        raise BadRequest("pick and omit name the same member")
    return Representation(
        context=context,
        form=form_of(query, options),
        system=wants_system(query),
        lang=preferred(query["lang"]) if query.get("lang") else (),
        pick=pick,
        omit=omit,
        attrs=attrs,
        datasets=frozenset(query["datasetId"].split(",")) if query.get("datasetId") else frozenset(),
    )


def form_of(query: Query, options: frozenset[str]) -> Form:
    """The form of attributes; two that contradict each other are refused."""
    named = {_FORMS[option] for option in options if option in _FORMS}
    if "format" in query:
        if query["format"] not in _FORMS:
            raise BadRequest(f"format {query['format']!r} is unknown; use {', '.join(_FORMS)}")
        named.add(_FORMS[query["format"]])
    if len(named) > 1:
        raise BadRequest(f"two forms were asked for: {', '.join(sorted(named))}")
    return named.pop() if named else "normalized"


def options_of(query: Query) -> frozenset[str]:
    return frozenset(option for option in query.get("options", "").split(",") if option)


def refuse_what_is_not_kept(query: Query) -> None:
    """Parameters of the specification that are not carried out here are refused, never passed over."""
    if query.get("entityMap", "false") != "false":
        raise NotSupported("entityMap: no entity maps are kept here; leave it out, pages are whole without")
    if "orderBy" in query:
        raise NotSupported("orderBy: entities come in the order of their creation; NGSIv2 sorts them here")
    if "snapshot" in query:
        raise NotSupported("snapshot: no snapshots are kept here; the temporal addresses tell the past")


def wants_system(query: Query) -> bool:
    """Whether the times of the broker shall be shown."""
    return "sysAttrs" in options_of(query) or query.get("sysAttrs") == "true"


def addresses(text: str | None, context: Context) -> frozenset[str]:
    """Names joined by commas, as addresses; id, type and scope stay words."""
    if text is None:
        return frozenset()
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise BadRequest("the list of names has an empty place")
    if any("{" in name for name in names):
        raise NotSupported("names that reach into linked entities (braces) are not picked or left out here")
    return frozenset(name if name in _HEAD else context.expand(name) for name in names)


def whole_number(query: Query, name: str, default: int, *, least: int = 0) -> int:
    """A parameter that is a number; BadRequest when it is none or too small."""
    text = query.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise BadRequest(f"{name} is a whole number of at least {least}, not {text!r}")
    return int(text)
