"""The live door of a call: what is said comes by server-sent events, and is said by POST.

The token in the address is the right to listen and to speak. Every event carries its number, which a
browser says when it comes back (`Last-Event-ID`), so it gets exactly what it missed. One look at the database
a moment serves all pages of this process; whoever speaks in this process is heard at once.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from django.db import close_old_connections

from sagacity.kit import clock
from sagacity.reservations.remote import messages, models, refusals, seats, types

Scope = MutableMapping[str, Any]
Answer = TypeVar("Answer")
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]

PATH = "/live/remote/"
LOOK_EVERY = 0.25  # seconds; while nobody listens, nobody looks
ALIVE_EVERY = (
    15.0  # a line without meaning: nothing on the way closes the connection, and a dead one is noticed
)
MOST = 1000  # pages of one process
PLAIN = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
ALIVE = b"event: alive\ndata: {}\n\n"
STATUS = {
    refusals.NoSuchSeat: 404,
    refusals.NotYours: 403,
    refusals.TooLarge: 413,
    refusals.TooMany: 429,
}


class Wires:
    """Whoever listens, by call, and the one task that looks for them."""

    def __init__(self) -> None:
        self.listening: dict[str, set[asyncio.Event]] = {}
        self.last: dict[str, int] = {}
        self.task: asyncio.Task[None] | None = None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="remote-live")  # one connection for all

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
        token = scope["path"].removeprefix(PATH)
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["method"] == "POST":
            await self._speak(token, scope, receive, send)
        elif scope["method"] == "GET":
            await self._listen(token, scope, receive, send)
        else:
            await _answer(send, 405, {})

    async def _speak(self, token: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(scope, receive)
        if body is None or not _from_here(scope):
            await _answer(send, 413 if body is None else 403, {})
            return
        try:
            said = json.loads(body)
            wanted = {"kind": said["kind"], "to": said.get("to", ""), "client_key": said["id"]}
            wanted["body"] = said["body"]
            if not _is_message(wanted):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            await _answer(send, 400, {})
            return
        try:
            call, number = await self._ask(_say, token, wanted)
        except refusals.NotNow:  # the talk ended while this was on its way: no fault of the page
            await _answer(send, 200, {"over": True})
            return
        except tuple(STATUS) as problem:
            await _answer(send, STATUS[type(problem)], {})
            return
        for bell in self.listening.get(call, ()):
            bell.set()
        await _answer(send, 200, {"number": number})

    async def _listen(self, token: str, scope: Scope, receive: Receive, send: Send) -> None:
        since = _since(scope)
        if sum(map(len, self.listening.values())) >= MOST:
            await _answer(send, 503, {})
            return
        try:
            call, connection = await self._ask(_come, token)
        except refusals.NoSuchSeat:
            await _answer(send, 404, {})
            return
        bell = asyncio.Event()
        self.listening.setdefault(call, set()).add(bell)
        try:
            await self._tell(token, since, bell, receive, send)
        finally:
            self.listening[call].discard(bell)
            await self._ask(_go, token, connection)

    async def _tell(self, token: str, since: int, bell: asyncio.Event, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        gone = asyncio.ensure_future(_gone(receive))
        first = True
        try:
            while not gone.done():
                bell.clear()
                try:
                    heard = await self._ask(_hear, token, since)
                except refusals.NoSuchSeat:  # somebody sits there by a newer token
                    await send({"type": "http.response.body", "body": b"event: over\ndata: {}\n\n"})
                    return
                since = heard[-1].number if heard else since
                said = b"".join(map(_as_event, heard))
                if first:  # from here on it is news, before it was history
                    said += f"event: caught_up\ndata: {since}\n\n".encode()
                    first = False
                await send({"type": "http.response.body", "body": said or ALIVE, "more_body": True})
                if len(heard) == messages.MOST_HEARD:
                    continue
                ring = asyncio.ensure_future(bell.wait())
                await asyncio.wait({ring, gone}, timeout=ALIVE_EVERY, return_when=asyncio.FIRST_COMPLETED)
                ring.cancel()
        finally:
            gone.cancel()

    async def _ask(self, question: Callable[..., Answer], *words: Any) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self.thread, question, *words)

    async def _look_forever(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            calls = [call for call, bells in self.listening.items() if bells]
            if not calls:
                continue
            try:
                last = await self._ask(_last, calls)
            except Exception:  # the database is away for a moment: pages keep what they show
                continue
            for call, number in last.items():
                if self.last.get(call) != number:
                    for bell in self.listening[call]:
                        bell.set()
            self.last = last


def _is_message(wanted: dict[str, Any]) -> bool:
    words = (wanted["kind"], wanted["to"], wanted["client_key"])
    return all(isinstance(one, str) for one in words) and isinstance(wanted["body"], dict)


def _say(token: str, wanted: dict[str, Any]) -> tuple[str, int]:
    try:
        number = messages.say(token=token, at=clock.now(), **wanted).number
        return seats.seat(token=token).call.key, number
    except refusals.NoSuchCall as problem:
        raise refusals.NoSuchSeat from problem
    finally:
        close_old_connections()


def _come(token: str) -> tuple[str, str]:
    try:
        seat, connection = seats.come(token=token, at=clock.now())
        return seat.call.key, connection
    finally:
        close_old_connections()


def _go(token: str, connection: str) -> None:
    try:
        seats.go(token=token, connection=connection, at=clock.now())
    except refusals.NotNow:
        pass
    finally:
        close_old_connections()


def _hear(token: str, since: int) -> tuple[types.Message, ...]:
    try:
        return messages.hear(token=token, since=since)
    finally:
        close_old_connections()


def _last(calls: list[str]) -> dict[str, int]:
    """The number of the last message of each call; a seat that is given anew makes one too."""
    try:
        rows = models.Call.objects.filter(key__in=calls).values_list("key", "last")
        return dict(rows)
    finally:
        close_old_connections()


def _as_event(one: types.Message) -> bytes:
    said = {"number": one.number, "sender": one.sender, "to": one.to, "kind": one.kind, "body": one.body}
    return f"id: {one.number}\ndata: {json.dumps(said, ensure_ascii=False)}\n\n".encode("utf-8", "replace")


def _since(scope: Scope) -> int:
    """The last number that was heard: what the browser says by itself counts more than the address."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("since", ["0"])[0]
    header = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1") or asked
    return int(header) if header.isdecimal() and len(header) < 10 else 0


def _from_here(scope: Scope) -> bool:
    """A page of another house does not speak for anybody."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    return not origin or urlsplit(origin).netloc == headers.get(b"host", b"").decode("latin-1")


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The body, or None when it is larger than any message."""
    body: bytes = b""
    while True:
        event = await receive()
        body += event.get("body", b"")
        if len(body) > 2 * messages.LARGEST:
            return None
        if not event.get("more_body"):
            return body


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, said: dict[str, Any]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": PLAIN})
    await send({"type": "http.response.body", "body": json.dumps(said).encode()})
