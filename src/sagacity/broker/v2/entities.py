"""/v2/entities: lists, whole entities, and all attributes of one at a time."""

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import quote

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.entity import Json
from sagacity.broker.federating import faces as federating
from sagacity.broker.refusals import BadRequest, Refused
from sagacity.broker.v2 import bodies, flowing, options, parsing, reading, verbs
from sagacity.broker.v2.applying import DEFAULT_TYPE, Named
from sagacity.broker.v2.asking import asked, change, named
from sagacity.broker.v2.given import Sent
from sagacity.broker.v2.headers import path_for_write
from sagacity.broker.v2.options import Options
from sagacity.broker.writing.change import Change

TOTAL = "Fiware-Total-Count"
_UNHARMED = ":@!$*+,"  # characters of ids that clients expect to see as they are in Location


async def list_entities(broker: Broker, request: Request) -> Response:
    """GET entities."""
    what = asked(request)
    view = options.view(what.parameters, what.options)
    page = await reading.many(broker, request, what)
    response = bodies.answer([view.render(entity) for entity in page.entities], request)
    if page.total is not None:
        response.headers.append((TOTAL, str(page.total)))
    return response


async def create_entity(broker: Broker, request: Request) -> Response:
    """POST entities: a new one, or with ``upsert`` one that may be there already."""
    chosen = asked(request).options
    raw = bodies.read_json(request, largest=broker.settings.largest_body)
    found = parsing.entity(raw, plain="keyValues" in chosen)
    subject = Named(found.id, found.type or DEFAULT_TYPE, path_for_write(request))
    upsert = "upsert" in chosen
    verb = verbs.append(subject, found.sent) if upsert else verbs.create(subject, found.sent)
    response = await carry_out(broker, change(request, subject, verb, chosen=chosen, creates=True))
    response.status = 204 if upsert else 201
    response.headers.append(("Location", location(subject)))
    return response


def location(subject: Named) -> str:
    """Where a new entity can be read."""
    return (
        f"/v2/entities/{quote(subject.id, safe=_UNHARMED)}"
        f"?type={quote(subject.type or DEFAULT_TYPE, safe=_UNHARMED)}"
    )


async def get_entity(broker: Broker, request: Request) -> Response:
    """GET entities/{id}."""
    what = asked(request)
    entity = await reading.one(broker, request, what)
    return bodies.answer(options.view(what.parameters, what.options).render(entity), request)


async def get_attributes(broker: Broker, request: Request) -> Response:
    """GET entities/{id}/attrs: the same without id and type."""
    what = asked(request)
    entity = await reading.one(broker, request, what)
    view = options.view(what.parameters, what.options, named=False)
    return bodies.answer(view.render(entity), request)


async def delete_entity(broker: Broker, request: Request) -> Response:
    """DELETE entities/{id}."""
    what = asked(request)
    return await carry_out(broker, change(request, named(request, what), verbs.delete()))


async def append_attributes(broker: Broker, request: Request) -> Response:
    """POST entities/{id}/attrs: update or append; with ``append`` only what is not there yet."""
    what = asked(request)
    subject, chosen = named(request, what), what.options
    sent = _some(_sent(broker, request, chosen))
    if "append" in chosen:
        verb = verbs.append_strict(subject, sent)
    else:
        verb = verbs.append(
            subject, sent, override="overrideMetadata" in chosen, forced="forcedUpdate" in chosen
        )
    return await carry_out(broker, change(request, subject, verb, chosen=chosen))


async def update_attributes(broker: Broker, request: Request) -> Response:
    """PATCH entities/{id}/attrs: only what is there."""
    what = asked(request)
    subject, chosen = named(request, what), what.options
    plain = "keyValues" in chosen
    raw = bodies.read_json(request, largest=broker.settings.largest_body)
    sent = _some(parsing.attributes(raw, plain=plain))
    verb = verbs.update(subject, sent, override="overrideMetadata" in chosen, forced="forcedUpdate" in chosen)
    wanted = change(request, subject, verb, chosen=chosen)
    return await carry_out(broker, wanted, elsewhere=elsewhere(broker, request, subject, raw, plain=plain))


async def replace_attributes(broker: Broker, request: Request) -> Response:
    """PUT entities/{id}/attrs: these and no others."""
    what = asked(request)
    subject, chosen = named(request, what), what.options
    verb = verbs.replace(subject, _sent(broker, request, chosen), forced="forcedUpdate" in chosen)
    return await carry_out(broker, change(request, subject, verb, chosen=chosen))


Elsewhere = Callable[[Refused], Awaitable[Refused | None]]


async def carry_out(broker: Broker, wanted: Change, *, elsewhere: Elsewhere | None = None) -> Response:
    """Have it written; 204, or the refusal, also for what was done in part; some of it may be elsewhere."""
    (result,) = await flowing.write(broker, (wanted,))
    problem = result if isinstance(result, Refused) else result.trouble
    if problem is not None and elsewhere is not None:
        problem = await elsewhere(problem)
    if problem is not None:
        raise problem
    return Response(204)


def elsewhere(
    broker: Broker, request: Request, subject: Named, attrs: dict[str, Json], *, plain: bool = False
) -> Elsewhere:
    """The same update for whoever has registered what is not here."""
    return partial(federating.forward_update, broker, request, federating.Update(subject, attrs, plain))


def _sent(broker: Broker, request: Request, chosen: Options) -> Sent:
    raw = bodies.read_json(request, largest=broker.settings.largest_body)
    return parsing.attributes(raw, plain="keyValues" in chosen)


def _some(sent: Sent) -> Sent:
    if not sent.attributes and sent.expires is None:
        raise BadRequest("empty payload")
    return sent
