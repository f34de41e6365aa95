"""Fetching a context from elsewhere: only from hosts that are listed, no redirects, nothing large."""

from urllib.parse import urlsplit

import aiohttp

from sagacity.broker.door import json
from sagacity.broker.entity import Json
from sagacity.broker.ld.errors import ContextNotAvailable
from sagacity.broker.refusals import NotJson

SECONDS = 5
LARGEST = 1024 * 1024  # bytes


async def fetch(address: str, *, allowed: tuple[str, ...]) -> dict[str, Json]:
    """The document at an address.

    Raises:
        ContextNotAvailable: the host is not listed, does not answer, or answers something else.
    """
    parts = urlsplit(address)
    if parts.hostname not in allowed and parts.netloc not in allowed:
        raise ContextNotAvailable(
            f"{address} is not kept here and its host may not be asked; keep the document with"
            f" POST /ngsi-ld/v1/jsonldContexts?address={address}"
        )
    try:
        body = json.parse(await _get(address))
    except (aiohttp.ClientError, TimeoutError, NotJson, ValueError) as problem:
        why = str(problem) or type(problem).__name__
        raise ContextNotAvailable(f"{address} could not be read: {why}") from problem
    if not isinstance(body, dict) or "@context" not in body:
        raise ContextNotAvailable(f"{address} holds no @context")
    return body


async def _get(address: str) -> bytes:
    limit = aiohttp.ClientTimeout(total=SECONDS)
    headers = {"Accept": "application/ld+json, application/json;q=0.9"}
    async with (
        aiohttp.ClientSession(timeout=limit, headers=headers) as client,
        client.get(address, allow_redirects=False) as answer,
    ):
        if answer.status != 200:
            raise ValueError(f"status {answer.status}")
        body = await answer.content.read(LARGEST + 1)
        while len(body) <= LARGEST and (more := await answer.content.read(LARGEST)):
            body += more
        if len(body) > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
        return body
