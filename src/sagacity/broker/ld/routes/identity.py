"""``/info/sourceIdentity``: who this broker is to others (ETSI GS CIM 009, 5.2.42)."""

from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.federating import shelf
from sagacity.broker.ld import times
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.speaking import answering, asking

ADDRESS = "/ngsi-ld/v1/info/sourceIdentity"


def routes(face: Face) -> list[Route]:
    began = face.broker.clock()

    async def handler(request: Request) -> Response:
        asked = await asking.asked(request, face.contexts)
        name, now = await shelf.of(face.broker).name(), face.broker.clock()
        value = {
            "id": f"urn:ngsi-ld:ContextSourceIdentity:{name}",
            "type": "ContextSourceIdentity",
            "contextSourceAlias": f"{name}-{asked.tenant}" if asked.tenant else name,
            "contextSourceUptime": f"PT{max(now - began, 0) // 1000}S",
            "contextSourceTimeAt": times.shown(now),
        }
        kind = answering.accepted(request)
        return await answering.answer(value, kind=kind, context=asked.context, book=face.contexts)

    return [Route("GET", ADDRESS, handler, "read", "ld")]
