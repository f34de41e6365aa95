"""The live door: every screen of a place hears at once what happened there, by server-sent events.

One look at the database a moment serves all screens of this process, and a board is put into words of data
once for all of them; a screen that is too slow skips boards, it never gets an old one after a newer one.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import close_old_connections

from sagacity.kit import clock
from sagacity.reservations.queue import board, plan, shown

Scope = MutableMapping[str, Any]
Answer = TypeVar("Answer")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATH = "/live/queue/"
LOOK_EVERY = 0.25  # seconds; while nobody listens, nobody looks
ANEW_EVERY = board.FRESH  # forecasts change though nothing happens
ALIVE_EVERY = 20.0  # a line without meaning, so that nothing on the way closes the connection
MOST = 2000  # screens and phones of one process
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Screens:
    """Whoever listens, by place, and the one task that looks for them."""

    def __init__(self) -> None:
        self.listening: dict[str, set[asyncio.Event]] = {}
        self.last: dict[str, bytes] = {}
        self.seen = ""
        self.task: asyncio.Task[None] | None = None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="queue-live")  # one connection for all screens

    async def start(self) -> None:
        """Begin with the process."""
        self.task = asyncio.create_task(self._look_forever())

    async def stop(self) -> None:
        """End with the process."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        self.thread.shutdown(wait=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = scope["path"].removeprefix(PATH)
        status = _status(place, scope)
        if status == 200 and sum(map(len, self.listening.values())) >= MOST:
            status = 503
        if status != 200:
            await send({"type": "http.response.start", "status": status, "headers": HEADERS[1:2]})
            await send({"type": "http.response.body", "body": b""})
            return
        bell = asyncio.Event()
        self.listening.setdefault(place, set()).add(bell)
        try:
            await self._tell(place, bell, receive, send)
        finally:
            self.listening[place].discard(bell)

    async def _tell(self, place: str, bell: asyncio.Event, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        said = await self._ask(_board, place)
        gone = asyncio.ensure_future(_gone(receive))
        try:
            while not gone.done():
                await send({"type": "http.response.body", "body": said, "more_body": True})
                ring = asyncio.ensure_future(bell.wait())
                await asyncio.wait({ring, gone}, timeout=ALIVE_EVERY, return_when=asyncio.FIRST_COMPLETED)
                ring.cancel()
                said = self.last.get(place, b": alive\n\n") if bell.is_set() else b": alive\n\n"
                bell.clear()
        finally:
            gone.cancel()

    async def _ask(self, question: Callable[..., Answer], *words: str) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self.thread, question, *words)

    async def _look_forever(self) -> None:
        turns = 0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            places = [place for place, bells in self.listening.items() if bells]
            turns += 1
            if not places:
                continue
            try:
                seen = await self._ask(_edition)
                if seen == self.seen and turns * LOOK_EVERY < ANEW_EVERY:
                    continue
                self.seen, turns = seen, 0
                for place in places:
                    self.last[place] = await self._ask(_board, place)
                    for bell in self.listening[place]:
                        bell.set()
            except Exception:  # the database is away for a moment: screens keep what they show
                continue


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _status(place: str, scope: Scope) -> int:
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return 405
    return 200 if plan.lines(place=place) and place else 404


def _board(place: str) -> bytes:
    try:
        said = json.dumps(shown.as_json(place=place, at=clock.now()), ensure_ascii=False)
        return f"data: {said}\n\n".encode()
    finally:
        close_old_connections()


def _edition() -> str:
    try:
        return board.edition()
    finally:
        close_old_connections()
