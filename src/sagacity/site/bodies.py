"""Request bodies: received whole, in memory while small and on the disk when large."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

IN_MEMORY = 256 * 1024
PIECE = 64 * 1024


class TooLarge(Exception):
    """The body is larger than the city takes."""


@asynccontextmanager
async def kept_on_disk(
    scope: MutableMapping[str, Any], receive: Receive, limit: int
) -> AsyncIterator[Receive | None]:
    """Offer the body again once all of it is here; None when the sender went away half-way.

    Raises:
        TooLarge: more than `limit` bytes are announced or arrive.
    """
    if announced_size(scope) > limit:
        raise TooLarge
    message = await receive()
    if not message.get("more_body"):  # nearly every request: a page asked for, a small form
        yield _again_from([message], receive)
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        size = 0
        while True:
            if message["type"] == "http.disconnect":
                yield None
                return
            size += len(message.get("body", b""))
            if size > limit:
                raise TooLarge
            file.write(message.get("body", b""))
            if not message.get("more_body"):
                break
            message = await receive()
        file.seek(0)
        yield _again_from_file(file, size, receive)


def announced_size(scope: MutableMapping[str, Any]) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def _again_from(messages: list[Message], receive: Receive) -> Receive:
    async def again() -> Message:
        return messages.pop(0) if messages else await receive()

    return again


def _again_from_file(file: "tempfile.SpooledTemporaryFile[bytes]", size: int, receive: Receive) -> Receive:
    left = size

    async def again() -> Message:
        nonlocal left
        if left <= 0:
            return await receive()
        piece = file.read(PIECE)
        left -= len(piece)
        return {"type": "http.request", "body": piece, "more_body": left > 0}

    return again
