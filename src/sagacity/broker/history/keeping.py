"""Taking in and letting go: notifications of other brokers, deletes, retention; and what monitors ask for."""

from dataclasses import astuple
from functools import partial
from typing import Any

import orjson

from sagacity.broker.access import guarding
from sagacity.broker.broker import Broker
from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.history import answering, asking, choosing, deleting, notifying, retention, tail
from sagacity.broker.history.errors import NOTHING
from sagacity.broker.history.face import ROOT, of_json
from sagacity.broker.history.question import Question
from sagacity.broker.history.recording import Recorder
from sagacity.broker.history.retention import Retention
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import headers

_VERSION = "1.0"  # of this face
_DAYS = ("raw", "minute", "hour", "day")
_RETENTION = "/history/retention"


def routes(broker: Broker) -> list[Route]:
    """Notify, delete, retention, version, health."""
    return [
        Route("POST", f"{ROOT}/notify", partial(_notify, broker), "write", "history"),
        Route("DELETE", f"{ROOT}/entities/{{id}}", partial(_delete, broker), "write", "history"),
        Route("DELETE", f"{ROOT}/types/{{type}}", partial(_delete, broker), "write", "history"),
        Route("GET", _RETENTION, partial(_rules, broker), "administer", "history"),
        Route("PUT", _RETENTION, partial(_put_rule, broker), "administer", "history"),
        *(Route("GET", f"{root}/version", _version, "open", "history") for root in ("/history", ROOT)),
        *(
            Route("GET", f"{root}/health", partial(_health, broker), "open", "history")
            for root in ("/history", ROOT)
        ),
    ]


async def _notify(broker: Broker, request: Request) -> Response:
    rows = notifying.rows_of(
        json.parse(request.body),
        tenant=headers.tenant_of(request),
        path=headers.path_for_write(request),
        index=request.headers.get("fiware-timeindex-attribute", ""),
        at=broker.clock(),
    )
    guarding.check_points(request, ((row[1], row[3], row[4]) for row in rows))
    recorder = Recorder(kind=broker.store.kind)
    await broker.do(lambda session: recorder.append(session, rows))
    return of_json(notifying.PROCESSED)


async def _delete(broker: Broker, request: Request) -> Response:
    question = Question(
        tenant=headers.tenant_of(request),
        paths=headers.paths_for_query(request),
        entities=tuple(filter(None, [request.named.get("id")])),
        types=tuple(filter(None, [request.named.get("type") or request.query.get("type")])),
        span=asking.span(request.query),
        window=guarding.window(request),
    )
    await broker.do(lambda session: _delete_now(session, question, broker.store.kind))
    return Response(204)


def _delete_now(session: Session, question: Question, kind: str) -> None:
    chosen = choosing.series_for(session, question)
    if question.entities:
        answering.refuse_several_types(session, chosen)
    if not deleting.delete(session, chosen=chosen, span=question.span, kind=kind):
        raise NotFound(NOTHING)


async def _rules(broker: Broker, request: Request) -> Response:
    tenant = headers.tenant_of(request)
    found = await broker.read(lambda session: retention.rules(session, tenant=tenant))
    return of_json([{"type": type_, **_shown(rule)} for (_, type_), rule in sorted(found.items())])


async def _put_rule(broker: Broker, request: Request) -> Response:
    tenant, given = headers.tenant_of(request), json.parse(request.body)
    type_, kept = _read_rule(given)
    await broker.do(lambda session: retention.put(session, tenant=tenant, type=type_, kept=kept))
    return Response(204)


def _read_rule(given: Any) -> tuple[str, Retention]:
    if not isinstance(given, dict) or not set(given) <= {"type", *_DAYS}:
        raise BadRequest(
            'a rule is {"type": "…", "raw": 400, "minute": 0, "hour": 0, "day": 0}: days, 0 for good'
        )
    days = [given.get(name, 0) for name in _DAYS]
    if not all(type(number) is int for number in days) or not isinstance(given.get("type", ""), str):
        raise BadRequest("type is a text, days are whole numbers; 0 keeps them for good")
    return given.get("type", retention.ANY_TYPE), Retention(*days)


def _shown(rule: Retention) -> dict[str, int]:
    return dict(zip(_DAYS, astuple(rule), strict=True))


async def _version(request: Request) -> Response:
    return of_json({"version": _VERSION})


async def _health(broker: Broker, request: Request) -> Response:
    waiting = await broker.read(tail.count)
    return Response(200, orjson.dumps({"status": "pass", "waiting": waiting}), "application/health+json")
