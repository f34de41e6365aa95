"""A live door: every page that listens to one thing hears at once what happened, by server-sent events.

One look at the database a moment serves all pages of this process, and what is said of a thing is put into
words once for all of them; a page that is too slow skips some, it never gets an old one after a newer one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Scope = MutableMapping[str, Any]
Answer = TypeVar("Answer")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOOK_EVERY = 0.25  # seconds; while nobody listens, nobody looks
ALIVE_EVERY = 20.0  # a line without meaning, so that nothing on the way closes the connection
MOST = 2000  # pages of one process
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Listeners:
    """Whoever listens, by the name of a thing, and the one task that looks for them.

    `is_there` says whether a name can be listened to, `said` puts a thing into words (JSON on one line), and
    `editions` gives for names something that changes when the thing does. With `anew_every` (seconds) it is
    said anew though nothing happened.
    """

    def __init__(
        self,
        *,
        path: str,
        is_there: Callable[[str], bool],
        said: Callable[[str], str],
        editions: Callable[[Collection[str]], Mapping[str, object]],
        anew_every: float = 0.0,
    ) -> None:
        self.path, self.is_there, self.said, self.editions = path, is_there, said, editions
        self.anew_every = anew_every
        self.listening: dict[str, set[asyncio.Event]] = {}
        self.last: dict[str, bytes] = {}
        self.seen: dict[str, object] = {}
        self.task: asyncio.Task[None] | None = None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="live")  # one connection for all pages

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
        name = scope["path"].removeprefix(self.path)
        status = await self._status(name, scope)
        if status != 200:
            await send({"type": "http.response.start", "status": status, "headers": HEADERS[1:2]})
            await send({"type": "http.response.body", "body": b""})
            return
        bell = asyncio.Event()
        self.listening.setdefault(name, set()).add(bell)
        try:
            await self._tell(name, bell, receive, send)
        finally:
            self._goes(name, bell)

    async def _status(self, name: str, scope: Scope) -> int:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return 405
        if not name or not await self._ask(self.is_there, name):
            return 404
        return 503 if sum(map(len, self.listening.values())) >= MOST else 200

    def _goes(self, name: str, bell: asyncio.Event) -> None:
        self.listening[name].discard(bell)
        if not self.listening[name]:
            for kept in (self.listening, self.last, self.seen):
                kept.pop(name, None)

    async def _tell(self, name: str, bell: asyncio.Event, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        if name not in self.seen:  # before the words, so that nothing that happens between is missed
            self.seen.update(await self._ask(self.editions, [name]))
        said = await self._words(name)
        gone = asyncio.ensure_future(_gone(receive))
        try:
            while not gone.done():
                await send({"type": "http.response.body", "body": said, "more_body": True})
                ring = asyncio.ensure_future(bell.wait())
                await asyncio.wait({ring, gone}, timeout=ALIVE_EVERY, return_when=asyncio.FIRST_COMPLETED)
                ring.cancel()
                said = self.last.get(name, b": alive\n\n") if bell.is_set() else b": alive\n\n"
                bell.clear()
        finally:
            gone.cancel()

    async def _words(self, name: str) -> bytes:
        return f"data: {await self._ask(self.said, name)}\n\n".encode()

    async def _ask(self, question: Callable[..., Answer], *words: object) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self.thread, _then_let_go, question, *words)

    async def _look_forever(self) -> None:
        turns = 0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            turns += 1
            if not self.listening:
                continue
            try:
                anew = bool(self.anew_every) and turns * LOOK_EVERY >= self.anew_every
                turns = 0 if anew else turns
                await self._look(anew=anew)
            except Exception:  # the database is away for a moment: pages keep what they show
                continue

    async def _look(self, *, anew: bool) -> None:
        found = await self._ask(self.editions, list(self.listening))
        for name, edition in found.items():
            if not anew and self.seen.get(name) == edition:
                continue
            words = await self._words(name)
            if name in self.listening:
                self.seen[name], self.last[name] = edition, words
                for bell in self.listening[name]:
                    bell.set()


def _then_let_go(question: Callable[..., Answer], *words: object) -> Answer:
    from django.db import close_old_connections

    try:
        return question(*words)
    finally:
        close_old_connections()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
