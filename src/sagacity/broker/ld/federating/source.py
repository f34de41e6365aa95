"""A context source: what it has, and how a request is shared with it (ETSI GS CIM 009, 4.3.6, 5.2.9)."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import msgspec

from sagacity.broker.delivering import address
from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.federating.describing import described
from sagacity.broker.ld.subscribing.endpoints import pairs
from sagacity.broker.querying import patterns
from sagacity.broker.refusals import BadRequest

NOTHING_SAID = Entity("", "ContextSourceRegistration")
Mode = Literal["inclusive", "exclusive", "redirect", "auxiliary"]
INTERVALS = ("observationInterval", "managementInterval")
READING = frozenset({"retrieveEntity", "queryEntity", "queryBatch"})
WRITING = frozenset({
    "createEntity", "updateEntity", "replaceEntity", "mergeEntity", "deleteEntity", "appendAttrs",
    "updateAttrs", "replaceAttrs", "deleteAttrs",
})  # fmt: skip
_GROUPS = {
    "federationOps": READING,
    "retrieveOps": READING,
    "updateOps": frozenset({"updateEntity", "updateAttrs", "replaceEntity", "replaceAttrs", "mergeEntity"}),
    "redirectionOps": READING | WRITING,
}


class KeptSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """A registration as it was written, and what its names are read by."""

    id: str
    given: dict[str, Any]
    context: Json = None
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what a source has: addresses of types and attributes; empty: any."""

    ids: frozenset[str]
    id_pattern: str
    types: frozenset[str]
    attributes: frozenset[str]

    def has(self, *, id_: str = "", types: frozenset[str] = frozenset()) -> bool:
        """Whether an entity with that id (unknown: "") and those types (unknown: none) may be there."""
        if self.types and types and not self.types & types:
            return False
        if not id_ or not (self.ids or self.id_pattern):
            return True
        return id_ in self.ids or bool(self.id_pattern and patterns.compile(self.id_pattern).fits(id_))


@dataclass(frozen=True, slots=True)
class Source:
    """``base`` ends in /ngsi-ld/v1; ``headers`` go along with every request; ``expires`` in ms."""

    id: str
    tenant: str
    parts: tuple[Part, ...]
    base: str
    mode: Mode
    operations: frozenset[str]
    headers: tuple[tuple[str, str], ...] = ()
    there: str = ""  # the tenant under which the source knows it
    expires: int | None = None
    latest: bool = True  # it knows how things are now; one with intervals knows how they were
    described: Entity = NOTHING_SAID

    def does(self, operation: str, *, at: int) -> bool:
        return self.latest and operation in self.operations and (self.expires is None or self.expires > at)


def read(kept: KeptSource, *, tenant: str, context: Context) -> Source:
    """The source of a registration, or BadRequest."""
    given = kept.given
    information = given.get("information")
    if not isinstance(information, list) or not information:
        raise BadRequest("a registration has information: an array that says what the source holds")
    mode: Mode = given.get("mode", "inclusive")
    if mode not in get_args(Mode):
        raise BadRequest(f"mode is one of {', '.join(get_args(Mode))}")
    parts = tuple(part for one in information for part in parts_of(one, context))
    if mode == "exclusive" and not all(part.ids and part.attributes for part in parts):
        raise BadRequest("an exclusive registration names the id of each entity, and its attributes")
    return Source(
        id=kept.id,
        tenant=tenant,
        parts=parts,
        base=_base(given.get("endpoint")),
        mode=mode,
        operations=_operations(given),
        headers=pairs(given.get("contextSourceInfo"), "contextSourceInfo"),
        there=str(given.get("tenant", tenant)),
        expires=times.milliseconds(given["expiresAt"]) if "expiresAt" in given else None,
        latest=not any(given.get(name) for name in INTERVALS),
        described=described(given, context),
    )


def parts_of(given: Json, context: Context) -> list[Part]:
    """What one member of the information says the source has."""
    if not isinstance(given, dict):
        raise BadRequest("information is an array of objects")
    names: list[Json] = []
    for member in ("propertyNames", "relationshipNames", "attributeNames"):
        names += given.get(member) or []
    if not all(isinstance(name, str) for name in names):
        raise BadRequest("propertyNames and relationshipNames are arrays of names")
    attributes = frozenset(context.expand(name) for name in names)
    entities = given.get("entities") or [{}]
    if not isinstance(entities, list) or not all(isinstance(one, dict) for one in entities):
        raise BadRequest("information.entities is an array of objects")
    if entities == [{}] and not attributes:
        raise BadRequest("information names entities or attributes")
    return [_part(one, attributes, context) for one in entities]


def _part(given: dict[str, Json], attributes: frozenset[str], context: Context) -> Part:
    named = given.get("id", [])
    listed = named if isinstance(named, list) else [named]
    pattern = str(given.get("idPattern", ""))
    if pattern:
        patterns.compile(pattern)
    types = given.get("type", [])
    types = types if isinstance(types, list) else [types]
    return Part(
        frozenset(ids.checked(one) for one in listed),
        pattern,
        frozenset(context.expand(str(name)) for name in types),
        attributes,
    )


def _base(endpoint: Json) -> str:
    if not isinstance(endpoint, str):
        raise BadRequest("a registration has an endpoint: the address of the source")
    try:
        address.parse(endpoint)
    except address.BadAddress as problem:
        raise BadRequest(f"endpoint: {problem}") from problem
    base = endpoint.rstrip("/")
    return base if base.endswith("/ngsi-ld/v1") else f"{base}/ngsi-ld/v1"


def _operations(given: dict[str, Any]) -> frozenset[str]:
    named = given.get("operations") or ["federationOps"]
    known = READING | WRITING | _GROUPS.keys()
    if not isinstance(named, list) or not all(name in known for name in named):
        raise BadRequest(f"operations are some of {', '.join(sorted(known))}")
    return frozenset().union(*(_GROUPS.get(name, frozenset({name})) for name in named))
