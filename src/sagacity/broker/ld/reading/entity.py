"""An entity as it comes in: a whole one, or a fragment to be merged into one."""

from dataclasses import dataclass, field

from sagacity.broker.entity import Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.reading import attribute
from sagacity.broker.ld.rows import scopes
from sagacity.broker.ld.terms import ENTITY_MEMBERS, NULL
from sagacity.broker.refusals import BadRequest


@dataclass(frozen=True, slots=True)
class Body:
    """What a request says about one entity; addresses instead of short names.

    ``types``: address → the name used. ``scopes`` None: nothing said; (): take them away.
    ``expires``: milliseconds, 0 for "no longer", None: nothing said.
    """

    id: str
    types: dict[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] | None = None
    expires: int | None = None
    attributes: dict[str, list[Instance]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)


def whole(given: Json, context: Context, *, plain: bool = False) -> Body:
    """A complete entity: id and type are needed."""
    body = _read(given, context, attribute.simplified if plain else attribute.whole)
    if not body.types:
        raise BadRequest("the entity has no type")
    ids.checked(body.id)
    return body


def fragment(given: Json, context: Context, *, entity_id: str = "", plain: bool = False) -> Body:
    """A part of an entity, as PATCH carries it; an id, if there is one, must be that of the address."""
    body = _read(given, context, attribute.simplified if plain else attribute.fragment)
    if body.id and entity_id and body.id != entity_id:
        raise BadRequest(f"the body speaks of {body.id}, the address of {entity_id}")
    return body


def attributes(given: Json, context: Context) -> Body:
    """Complete attributes without an entity around them."""
    return _read(given, context, attribute.whole)


def _read(given: Json, context: Context, reader: attribute.Reader) -> Body:
    if not isinstance(given, dict):
        raise BadRequest("an entity is a JSON object")
    named = {name: said for name, said in given.items() if name not in ENTITY_MEMBERS}
    if "" in named:
        raise BadRequest("an attribute has an empty name")
    terms = {context.expand(name): name for name in named}
    return Body(
        id=str(given.get("id", given.get("@id", ""))),
        types=types(given.get("type", given.get("@type", [])), context),
        scopes=_scopes(given),
        expires=_expires(given),
        attributes={context.expand(name): reader(name, said, context) for name, said in named.items()},
        terms=terms,
    )


def types(given: Json, context: Context) -> dict[str, str]:
    """The types of an entity, address → name."""
    named = given if isinstance(given, list) else [given]
    if not all(isinstance(name, str) and name for name in named):
        raise BadRequest("type is a name or a list of names")
    return {context.expand(name): name for name in named}


def _scopes(given: dict[str, Json]) -> tuple[str, ...] | None:
    if "scope" not in given:
        return None
    said = given["scope"]
    return () if said == NULL else scopes.checked(said)


def _expires(given: dict[str, Json]) -> int | None:
    if "expiresAt" not in given:
        return None
    return 0 if given["expiresAt"] == NULL else times.milliseconds(given["expiresAt"])
