"""/v2/types: which types of entities there are, with their attributes and how many of each."""

from typing import Any

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import bodies, headers, options
from sagacity.broker.v2.asking import asked
from sagacity.broker.v2.entities import TOTAL
from sagacity.broker.v2.options import Options
from sagacity.broker.v2.survey import Survey, survey


async def list_types(broker: Broker, request: Request) -> Response:
    """GET types: in alphabetical order."""
    what = asked(request)
    first, length = options.offset(what.parameters), options.limit(what.parameters)
    view = _survey(broker, request)

    def work(session: Session) -> tuple[list[Any], int]:
        counts = view.counts(session)
        page = dict(sorted(counts.items())[first : first + length])
        if "values" in what.options:
            return list(page), len(counts)
        details = view.attributes(session, page) if page else {}
        shown = [
            {"type": name, **_shown(details.get(name, {}), count, what.options)}
            for name, count in page.items()
        ]
        return shown, len(counts)

    found, total = await broker.read(work)
    response = bodies.answer(found, request)
    if "count" in what.options:
        response.headers.append((TOTAL, str(total)))
    return response


async def get_type(broker: Broker, request: Request) -> Response:
    """GET types/{type}."""
    what = asked(request)
    name = request.named["type"]
    view = _survey(broker, request)

    def work(session: Session) -> dict[str, Any]:
        count = view.counts(session, (name,)).get(name)
        if count is None:
            raise NotFound("Entity type not found")
        return _shown(view.attributes(session, (name,)).get(name, {}), count, what.options)

    return bodies.answer(await broker.read(work), request)


def _survey(broker: Broker, request: Request) -> Survey:
    return survey(broker, tenant=headers.tenant_of(request), paths=headers.paths_for_query(request))


def _shown(attributes: dict[str, list[str]], count: int, chosen: Options) -> dict[str, Any]:
    brief = "noAttrDetail" in chosen
    shown = {name: {"types": [] if brief else kinds} for name, kinds in attributes.items()}
    return {"attrs": shown, "count": count}
