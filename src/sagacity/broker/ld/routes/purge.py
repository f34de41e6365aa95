"""``DELETE /entities``: everything a question finds goes (ETSI GS CIM 009, 5.6.21)."""

from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.ld import ids
from sagacity.broker.ld.errors import Conflict
from sagacity.broker.ld.face import Face, Wish
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.routes import batch
from sagacity.broker.ld.routes.entities import BASE
from sagacity.broker.ld.speaking import answering, asking
from sagacity.broker.ld.verbs import entities as verbs
from sagacity.broker.refusals import BadRequest, NotSupported, Refused

AT_ONCE = 1000  # entities of one transaction
_NARROWING = frozenset({"type", "attrs", "q", "georel"})
_PARTLY = ("pick", "omit", "keep", "drop")


def routes(face: Face) -> list[Route]:
    async def handler(request: Request) -> Response:
        return await purge(face, request)

    return [Route("DELETE", BASE, handler, "write", "ld")]


async def purge(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    is_local = request.query.get("local") == "true"
    if not is_local and not _NARROWING & request.query.keys():
        raise BadRequest(f"say what shall go: one of {', '.join(sorted(_NARROWING))}, or local=true")
    if any(name in request.query for name in _PARTLY):
        raise NotSupported("a purge takes whole entities here; attributes go with DELETE …/attrs/{name}")
    question = selecting.from_address(request.query, asked.context)
    if question.q is not None and question.q.links:
        raise BadRequest("q: a purge does not reach into linked entities")
    if not is_local and await face.sources.of_tenant(asked.tenant):
        raise Conflict("context sources are registered, and none is purged from here; ask with local=true")
    outcomes: list[batch.Outcome] = []
    kept = 0
    while True:
        selection = await question.selection(asked.tenant, face.notes, limit=AT_ONCE, offset=kept)
        found = [ids.shown(entity) for entity in (await face.broker.find(selection)).entities]
        if not found:
            break
        results = await face.write(asked, [Wish(id_, verbs.delete(id_)) for id_ in found])
        kept += sum(isinstance(result, Refused) for result in results)
        outcomes += zip(found, results, strict=True)
    if not outcomes:
        await face.check_tenant(asked.tenant)
        return answering.nothing()
    return batch.tell(outcomes, 204)
