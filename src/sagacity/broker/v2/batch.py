"""/v2/op/update and /v2/op/notify: many entities in one request, each accepted or refused by itself."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.federating import faces as federating
from sagacity.broker.refusals import BadRequest, NotFound, PartlyDone, Refused
from sagacity.broker.v2 import bodies, flowing, headers, parsing, trouble, verbs
from sagacity.broker.v2.applying import Named
from sagacity.broker.v2.asking import asked, origin
from sagacity.broker.v2.given import SentEntity
from sagacity.broker.v2.options import Options
from sagacity.broker.v2.trouble import NoneOfThem, NotAllOfThem
from sagacity.broker.writing.change import Change, Done, Result, Verb

_ACTIONS = {
    "append": "append",
    "appendStrict": "appendStrict",
    "update": "update",
    "delete": "delete",
    "replace": "replace",
    "APPEND": "append",
    "APPEND_STRICT": "appendStrict",
    "UPDATE": "update",
    "DELETE": "delete",
    "REPLACE": "replace",
}
_NORMALIZED = (None, "normalized", "custom")  # a custom one may be in full form; its parts are checked
_CREATES = frozenset({"append", "appendStrict"})
_MEMBERS = frozenset({"actionType", "entities"})


async def update(broker: Broker, request: Request) -> Response:
    """POST op/update."""
    chosen = asked(request).options
    raw = bodies.read_json(request, largest=broker.settings.largest_batch_body)
    action, entities = action_of(raw), listed(raw, "entities")
    wanted = _changes(request, action, entities, chosen)
    results = await flowing.write(broker, [change for _, change in wanted])
    if action == "update" and federating.concerns(broker, headers.tenant_of(request)):
        plain = "keyValues" in chosen
        results = [
            await _elsewhere(broker, request, named, raw, result, plain=plain)
            for (named, _), raw, result in zip(wanted, entities, results, strict=True)
        ]
    refused = summary(wanted, results)
    if refused is not None:
        raise refused
    return Response(204)


async def _elsewhere(
    broker: Broker, request: Request, named: Named, raw: dict[str, Any], result: Result, *, plain: bool
) -> Result:
    """The result for one entity once others have changed what is not here."""
    problem = result if isinstance(result, Refused) else result.trouble
    if problem is None:
        return result
    attrs = {name: value for name, value in raw.items() if name not in ("id", "type")}
    left = await federating.forward_update(broker, request, federating.Update(named, attrs, plain), problem)
    return Done(None, None) if left is None else left


async def notify(broker: Broker, request: Request) -> Response:
    """POST op/notify: a notification of another broker, stored as ``append``."""
    chosen = asked(request).options
    if "keyValues" in chosen or request.headers.get("ngsiv2-attrsformat") not in _NORMALIZED:
        raise BadRequest("a notification is stored from its normalized form only; leave keyValues out")
    raw = bodies.read_json(request, largest=broker.settings.largest_batch_body)
    if not isinstance(raw, dict) or not isinstance(raw.get("subscriptionId"), str):
        raise BadRequest("a notification is an object with subscriptionId and data")
    wanted = _changes(request, "append", listed(raw, "data"), chosen)
    refused = summary(wanted, await broker.write([change for _, change in wanted]))
    if refused is not None:
        raise refused
    return Response(200)


def action_of(raw: Any) -> str:
    """What a batch shall do.

    Raises:
        BadRequest: it does not say so.
    """
    if not isinstance(raw, dict):
        raise BadRequest("a batch is a JSON object with actionType and entities")
    if not raw.keys() <= _MEMBERS:
        raise BadRequest("a batch has actionType and entities, nothing else")
    named = raw.get("actionType")
    if not isinstance(named, str) or named not in _ACTIONS:
        raise BadRequest("invalid update action type: use append, appendStrict, update, delete or replace")
    return _ACTIONS[named]


def listed(raw: dict[str, Any], name: str) -> list[Any]:
    """The entities of a batch; BadRequest if there are none."""
    found = raw.get(name)
    if not isinstance(found, list) or not found:
        raise BadRequest(f"{name} must be a list with at least one entity")
    return found


def _changes(
    request: Request, action: str, entities: Iterable[Any], chosen: Options
) -> list[tuple[Named, Change]]:
    tenant, path = headers.tenant_of(request), headers.path_for_write(request)
    came_from = origin(request, chosen)
    make, creates, forced = _makers(chosen)[action], action in _CREATES, "forcedUpdate" in chosen
    read, plain = (_named_only if action == "delete" else parsing.entity), "keyValues" in chosen
    wanted: list[tuple[Named, Change]] = []
    for raw in entities:
        found = read(raw, plain=plain)
        named = Named(found.id, found.type, path)
        verb = make(named, found)
        wanted.append(
            (named, Change(tenant, found.id, found.type, path, verb, creates, forced, True, came_from))
        )
    return wanted


def _named_only(raw: Any, *, plain: bool) -> SentEntity:
    """Of attributes to delete only the names count."""
    if isinstance(raw, dict):
        raw = {name: value if name in ("id", "type") else None for name, value in raw.items()}
    return parsing.entity(raw, plain=True)


def _makers(chosen: Options) -> dict[str, Callable[[Named, SentEntity], Verb]]:
    override, forced = "overrideMetadata" in chosen, "forcedUpdate" in chosen
    return {
        "append": lambda named, found: verbs.append(named, found.sent, override=override, forced=forced),
        "appendStrict": lambda named, found: verbs.append_strict(named, found.sent),
        "update": lambda named, found: verbs.update(named, found.sent, override=override, forced=forced),
        "replace": lambda named, found: verbs.replace(named, found.sent, forced=forced),
        "delete": _deletion,
    }


def _deletion(named: Named, found: SentEntity) -> Verb:
    names = tuple(found.sent.attributes)
    return verbs.delete_attributes(named, names) if names else verbs.delete()


def summary(wanted: Sequence[tuple[Named, Change]], results: Sequence[Result]) -> Refused | None:
    """One refusal for the whole batch, or None if everything was done.

    What the store alone decides (a second location, an operand that does not fit) is said as it is; missing
    or existing entities and attributes are listed together.
    """
    causes: list[str] = []
    where: list[str] = []
    done, only_entities = False, True
    for (named, _), result in zip(wanted, results, strict=True):
        problem = result if isinstance(result, Refused) else result.trouble
        done = done or problem is None or isinstance(problem, PartlyDone)
        if problem is None:
            continue
        if isinstance(problem, NoneOfThem | NotAllOfThem):
            only_entities = False
            causes.append(problem.cause)
            where.append(problem.where)
        elif isinstance(problem, NotFound):
            causes.append(trouble.MISSING)
            where.append(trouble.entity_itself(str(named)))
        else:
            return problem
    if not where:
        return None
    listed = ", ".join(where)
    if done:
        return NotAllOfThem(causes[0], listed)
    return NotFound(f"{causes[0]}: {listed}") if only_entities else NoneOfThem(causes[0], listed)
