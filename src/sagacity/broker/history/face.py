"""The face QuantumLeap's clients know: reads under /history/v2."""

from collections.abc import Callable
from functools import partial

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.history import answering, asking, moments, shapes
from sagacity.broker.history.entities import entities_in
from sagacity.broker.history.errors import NOTHING
from sagacity.broker.history.question import Question
from sagacity.broker.history.shapes import Answer
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session

ROOT = "/history/v2"

Ask = Callable[[Session, Question, dict[str, str]], Answer]


def routes(broker: Broker) -> list[Route]:
    """Every read, each with its short form at …/value."""
    found = [
        Route("GET", f"{ROOT}/entities", partial(_entities, broker), "read", "history"),
        Route("GET", f"{ROOT}/types", partial(_types, broker), "read", "history"),
    ]
    for template, ask, names, values in _READS:
        long = partial(_tell, broker, ask)
        short = partial(_tell, broker, partial(_short, ask, names, values))
        found.append(Route("GET", ROOT + template, long, "read", "history"))
        found.append(Route("GET", f"{ROOT}{template}/value", short, "read", "history"))
    return found


def of_json(value: Json, status: int = 200) -> Response:
    """An answer in JSON."""
    return Response(status, orjson.dumps(value))


async def _tell(broker: Broker, ask: Ask, request: Request) -> Response:
    named = request.named
    question = asking.question(
        request, entity=named.get("id", ""), type=named.get("type", ""), attribute=named.get("attr", "")
    )
    answer: bytes = await broker.read(lambda session: orjson.dumps(ask(session, question, named)))
    return Response(200, answer)


def _short(
    ask: Ask, names: tuple[str, ...], values: str, session: Session, question: Question, named: dict[str, str]
) -> Answer:
    return shapes.without(ask(session, question, named), *names, values_of=values)


def _attribute_of_entity(session: Session, question: Question, named: dict[str, str]) -> Answer:
    return shapes.attribute_of_entity(answering.answer_for_one(session, question), named["attr"])


def _entity(session: Session, question: Question, named: dict[str, str]) -> Answer:
    return shapes.entity(answering.answer_for_one(session, question))


def _attribute_of_type(session: Session, question: Question, named: dict[str, str]) -> Answer:
    found = answering.answer(session, question)
    return shapes.attribute_of_type(found, named["attr"], named["type"], question)


def _type(session: Session, question: Question, named: dict[str, str]) -> Answer:
    return shapes.type_(answering.answer(session, question), named["type"], question)


def _attribute(session: Session, question: Question, named: dict[str, str]) -> Answer:
    return shapes.attribute(answering.answer(session, question), named["attr"], question)


def _attributes(session: Session, question: Question, named: dict[str, str]) -> Answer:
    return shapes.attributes(answering.answer(session, question), question)


# Address, answer, what its short form leaves out, and which part it calls "values".
_READS: tuple[tuple[str, Ask, tuple[str, ...], str], ...] = (
    (
        "/entities/{id}/attrs/{attr}",
        _attribute_of_entity,
        ("entityId", "entityType", "attrName"),
        "",
    ),
    ("/entities/{id}", _entity, ("entityId", "entityType"), ""),
    ("/types/{type}/attrs/{attr}", _attribute_of_type, ("entityType", "attrName"), "entities"),
    ("/types/{type}", _type, ("entityType",), "entities"),
    ("/attrs/{attr}", _attribute, ("attrName",), "types"),
    ("/attrs", _attributes, (), "attrs"),
)


async def _entities(broker: Broker, request: Request) -> Response:
    question = asking.question(request)
    found = await broker.read(lambda session: entities_in(session, question))
    if not found:
        raise NotFound(NOTHING)
    return of_json(
        [
            {"entityId": subject.entity, "entityType": subject.type, "index": moments.show(newest)}
            for subject, newest in found
        ]
    )


async def _types(broker: Broker, request: Request) -> Response:
    question = asking.question(request)
    found = await broker.read(lambda session: entities_in(session, question))
    if not found:
        raise NotFound(NOTHING)
    return of_json(sorted({subject.type for subject, _ in found}))
