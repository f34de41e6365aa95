"""``/models``: the data models, where they are insisted on, and what does not fit."""

from functools import partial
from urllib.parse import quote

from sagacity.broker.access.caller import CALLER
from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.modelling import finding, rows
from sagacity.broker.modelling.finding import Looked
from sagacity.broker.modelling.misfit import Misfit
from sagacity.broker.modelling.model import MODES, Model, Rule
from sagacity.broker.modelling.schema import checked
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import bodies, headers

FACE = "v2"
MOST, USUAL = 1000, 100  # entities of one answer


def routes(broker: Broker) -> list[Route]:
    """All of them."""
    one = "/models/{type}"
    return [
        Route("GET", "/models", partial(list_all, broker), "read", FACE),
        Route("GET", one, partial(read, broker), "read", FACE),
        Route("PUT", one, partial(keep, broker), "administer_all", FACE),
        Route("DELETE", one, partial(forget, broker), "administer_all", FACE),
        Route("GET", f"{one}/misfits", partial(misfits, broker), "read", FACE),
        Route("PUT", f"{one}/mode", partial(rule, broker), "administer", FACE),
        Route("DELETE", f"{one}/mode", partial(unrule, broker), "administer", FACE),
    ]


async def list_all(broker: Broker, request: Request) -> Response:
    """GET: every model, with the rules of the tenant."""
    tenant = headers.tenant_of(request)

    def work(session: Session) -> list[dict[str, Json]]:
        rules = [rule for rule in rows.all_rules(session) if rule.tenant == tenant]
        return [_shown(model, rules) for model in rows.all_models(session)]

    return bodies.answer(await broker.read(work), request)


def _shown(model: Model, rules: list[Rule]) -> dict[str, Json]:
    mine = [
        {"path": rule.path, "type": rule.type or "*", "mode": rule.mode}
        for rule in rules
        if rule.type in ("", model.type)
    ]
    return {
        "type": model.type, "title": model.title, "schema": f"/models/{quote(model.type)}", "rules": mine
    }  # fmt: skip


async def read(broker: Broker, request: Request) -> Response:
    """GET one: its JSON Schema."""
    return bodies.answer((await _model(broker, request)).schema, request)


async def _model(broker: Broker, request: Request) -> Model:
    type_ = request.named["type"]
    found: Model | None = await broker.read(lambda session: rows.one(session, type_))
    if found is None:
        raise NotFound(f"there is no model of the type {type_}; GET /models lists them")
    return found


async def keep(broker: Broker, request: Request) -> Response:
    """PUT: a model of the city's own, in the place of the one the type had."""
    type_ = request.named["type"]
    schema = checked(bodies.read_json(request, largest=broker.settings.largest_body))
    model = Model(type_, str(schema.get("title", type_)), schema)
    await broker.do(lambda session: rows.keep(session, model, at=broker.clock()))
    return await _renewed(broker)


async def _renewed(broker: Broker) -> Response:
    await broker.read(broker.models.look_in)
    return Response(204)


async def forget(broker: Broker, request: Request) -> Response:
    """DELETE: nothing of that type is looked at any more."""
    type_ = request.named["type"]

    def work(session: Session) -> None:
        if not rows.forget(session, type_):
            raise NotFound(f"there is no model of the type {type_}")

    await broker.do(work)
    return await _renewed(broker)


async def misfits(broker: Broker, request: Request) -> Response:
    """GET: the stored entities that do not fit, each with attribute, what stands there, what is expected."""
    model = await _model(broker, request)
    tenant, scopes = headers.tenant_of(request), headers.paths_for_query(request)
    if len(scopes) > 1:
        raise BadRequest("name one service path, such as /opendata/#")
    limit, offset = _number(request, "limit", USUAL), _number(request, "offset", 0)
    if not 1 <= limit <= MOST:
        raise BadRequest(f"limit is a whole number from 1 to {MOST}")
    caller, at = CALLER.get(), broker.clock()

    def work(session: Session) -> Looked:
        return finding.look(
            session, model, tenant=tenant, scope=scopes[0], at=at, caller=caller, limit=limit, offset=offset
        )

    looked: Looked = await broker.read(work)
    return bodies.answer(
        {
            "type": model.type,
            "entities": looked.entities,
            "unfit": looked.unfit,
            "found": [
                {"id": one.id, "servicePath": one.path, "misfits": [_told(each) for each in one.misfits]}
                for one in looked.page
            ],
        },
        request,
    )


def _told(misfit: Misfit) -> dict[str, Json]:
    return {"attribute": misfit.where, "stands": misfit.stands, "expected": misfit.expected}


def _number(request: Request, name: str, usual: int) -> int:
    text = request.query.get(name, str(usual))
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadRequest(f"{name} is a whole number, not {text!r}")
    return int(text)


async def rule(broker: Broker, request: Request) -> Response:
    """PUT: ``{"mode": "off"|"warn"|"refuse"}`` at the service path and below; type ``*``: every model."""
    said = bodies.read_json(request, largest=broker.settings.largest_body)
    mode = said.get("mode") if isinstance(said, dict) else None
    if mode not in MODES:
        raise BadRequest(f"send an object with mode: one of {', '.join(MODES)}")
    type_ = "" if request.named["type"] == "*" else (await _model(broker, request)).type
    found = Rule(headers.tenant_of(request), headers.path_for_write(request), type_, mode)
    await broker.do(lambda session: rows.set_rule(session, found))
    return await _renewed(broker)


async def unrule(broker: Broker, request: Request) -> Response:
    """DELETE: what holds above holds there again."""
    type_ = "" if request.named["type"] == "*" else request.named["type"]
    tenant, path = headers.tenant_of(request), headers.path_for_write(request)

    def work(session: Session) -> None:
        if not rows.drop_rule(session, tenant=tenant, path=path, type_=type_):
            raise NotFound(f"there is no rule of its own at {path}")

    await broker.do(work)
    return await _renewed(broker)
