"""/v2/entities/{id}/attrs/{attribute}: one attribute with its type and metadata."""

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.v2 import bodies, options, parsing, reading, trouble, verbs
from sagacity.broker.v2.asking import asked, attribute_in, change, named
from sagacity.broker.v2.entities import carry_out, elsewhere


async def get_attribute(broker: Broker, request: Request) -> Response:
    """GET."""
    what = asked(request)
    name = attribute_in(request)
    attribute = attribute_of(await reading.one(broker, request, what), name)
    view = options.view(what.parameters, what.options)
    return bodies.answer(view.attribute(name, attribute), request)


def attribute_of(entity: Entity, name: str) -> Attribute:
    """The attribute; refused if the entity has none of that name."""
    attribute = entity.attributes.get(name)
    if attribute is None:
        raise trouble.no_attribute()
    return attribute


async def put_attribute(broker: Broker, request: Request) -> Response:
    """PUT: value, type and, sticky, metadata."""
    what = asked(request)
    name, chosen = attribute_in(request), what.options
    raw = bodies.read_json(request, largest=broker.settings.largest_body)
    sent = parsing.attributes({name: raw}, plain=False)
    verb = verbs.put_attribute(
        name, sent, override="overrideMetadata" in chosen, forced="forcedUpdate" in chosen
    )
    subject = named(request, what)
    wanted = change(request, subject, verb, chosen=chosen)
    return await carry_out(broker, wanted, elsewhere=elsewhere(broker, request, subject, {name: raw}))


async def delete_attribute(broker: Broker, request: Request) -> Response:
    """DELETE."""
    what = asked(request)
    verb = verbs.delete_attribute(attribute_in(request))
    return await carry_out(broker, change(request, named(request, what), verb))
