"""What an Orion answered, as it goes on to whoever asked."""

from collections.abc import Callable
from typing import Any

import orjson

from sagacity.broker.door import json
from sagacity.broker.door.request import Response
from sagacity.broker.passing.reply import Reply
from sagacity.broker.refusals import NoAnswer, NotJson

# What means something to a client of a broker. The rest (cookies, realms, scripts' rights) belongs to the
# place that answers, and that is us.
_KEPT = frozenset(
    {"location", "link", "allow", "retry-after", "accept-patch", "accept-post", "preference-applied"}
)
_FAMILIES = ("fiware-", "ngsild-", "ngsiv2-")
_OURS = "fiware-correlator"  # the door says it
_KINDS = frozenset(
    {
        "application/json",
        "application/ld+json",
        "application/geo+json",
        "application/problem+json",
        "text/plain",
    }
)
GARBAGE = "the Orion behind us answered with what no broker says ({}); its operator should look at it"

Change = Callable[[Any], Any]


async def answer(reply: Reply, *, url: str, change: Change | None = None, head: bool = False) -> Response:
    """The answer, streamed where nobody must look into it.

    ``change`` is laid over the JSON of a success. ``url``: the address of the Orion, which no client learns.

    Raises:
        NoAnswer: no broker answers like this.
    """
    media_type = _checked(reply)
    headers = [(name, _inside(value, url)) for name, value in reply.headers if _is_kept(name.lower())]
    if change is not None and reply.status < 300:
        return Response(reply.status, orjson.dumps(change(await understood(reply))), headers=headers)
    if head:
        await reply.whole()
    response = Response(reply.status, reply.body, media_type or "application/json", headers)
    if reply.rest is not None:
        response.parts = _all(reply)
        response.body = b""
        if (length := reply.header("content-length")).isdigit():
            headers.append(("Content-Length", length))
    return response


async def _all(reply: Reply) -> Any:
    yield reply.body
    assert reply.rest is not None
    async for part in reply.rest:
        yield part


async def understood(reply: Reply) -> Any:
    """The JSON of an answer.

    Raises:
        NoAnswer: it is none.
    """
    try:
        return json.parse(await reply.whole())
    except NotJson as problem:
        raise NoAnswer(GARBAGE.format("no JSON")) from problem


async def listed(reply: Reply, *, about: str) -> list[dict[str, Any]]:
    """The things in an answer that is a list; ``about``: what the question was about.

    Raises:
        NoAnswer: it is none.
    """
    page = await understood(reply)
    if reply.status != 200 or not isinstance(page, list):
        raise NoAnswer(GARBAGE.format(f"status {reply.status} to a question about {about}"))
    return [one for one in page if isinstance(one, dict)]


def _checked(reply: Reply) -> str:
    """The media type; pages of some proxy, redirects and packed bodies are no answers of a broker."""
    said = reply.header("content-type")
    kind = said.partition(";")[0].strip().lower()
    if not 200 <= reply.status < 600 or 300 <= reply.status < 400:
        raise NoAnswer(GARBAGE.format(f"status {reply.status}"))
    if reply.header("content-encoding") not in ("", "identity"):
        raise NoAnswer(GARBAGE.format("a packed body that nobody asked for"))
    if reply.body and kind not in _KINDS:
        raise NoAnswer(GARBAGE.format(f"status {reply.status}, {kind or 'no media type'}"))
    return said


def _is_kept(name: str) -> bool:
    return name in _KEPT or (name.startswith(_FAMILIES) and name != _OURS)


def _inside(value: str, url: str) -> str:
    """An address of the Orion itself is one of ours, wherever it stands: alone, or within a Link."""
    return value.replace(f"{url}/", "/")
