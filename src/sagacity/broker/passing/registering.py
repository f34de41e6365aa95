"""Registrations at an Orion: an administrator's, with providers that may be reached."""

import orjson

from sagacity.broker.door.request import Response
from sagacity.broker.federating import asking, forwarding
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.v2 import bodies, headers

_LISTING = frozenset({"options", "limit", "offset"})


async def ask(passage: Passage) -> Response:
    """GET and DELETE: as the Orion does it."""
    return await passage.answer(passage.call(_LISTING))


async def create(passage: Passage) -> Response:
    """POST: nobody has the Orion call addresses inside the city's network."""
    request = passage.request
    body = bodies.read_json(request, largest=passage.broker.settings.largest_body)
    path = headers.path_for_write(request)
    found = asking.parse(body, id="", tenant=passage.tenant, path=path)
    await forwarding.check_target(passage.broker, found.url)
    call = passage.call()
    call.body = orjson.dumps(body)  # of two providers in one body only the one that was checked
    return await passage.answer(call)
