"""The live door of a call: heard at once, from where one was, and only by whoever sits there."""

import asyncio
import json
from typing import Any

import pytest

from sagacity.reservations.queue.tests.test_live import in_a_loop
from sagacity.reservations.remote import api as remote
from sagacity.reservations.remote import live
from sagacity.reservations.remote.tests.conftest import CLERK, NOW, Talk


class Page:
    """A page that listens until it has heard enough."""

    def __init__(self, token: str, *, enough: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": f"{live.PATH}{token}",
            "query_string": b"since=0",
            "headers": headers or [],
        }
        self.status, self.heard, self.many = 0, list[dict[str, Any]](), enough
        self.enough = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self.enough.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        for event in message.get("body", b"").decode().split("\n\n"):
            if event.startswith("id: "):
                self.heard.append(json.loads(event.partition("\ndata: ")[2]))
        if len(self.heard) >= self.many:
            self.enough.set()


async def posts(door: live.Wires, token: str, body: bytes, *headers: tuple[bytes, bytes]) -> tuple[int, Any]:
    """What the door answers to something said."""
    answer: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        answer.append(message)

    scope = {"type": "http", "method": "POST", "path": f"{live.PATH}{token}", "headers": list(headers)}
    await door(scope, receive, send)
    return answer[0]["status"], json.loads(answer[1]["body"])


def said(**more: object) -> bytes:
    return json.dumps({"id": "1", "kind": "text", "body": {"text": "はい"}, **more}).encode()


@pytest.mark.django_db(transaction=True)
def test_what_is_said_is_heard_from_where_one_was() -> None:
    talk = Talk().begins()
    talk.says(talk.clerk, "一")
    second = talk.says(talk.clerk, "二")

    async def story() -> Page:
        door = live.Wires()
        await door.start()
        page = Page(talk.hanako, enough=3, headers=[(b"last-event-id", b"1")])
        listening = asyncio.create_task(door(page.scope, page.receive, page.send))
        while len(page.heard) < 2:
            await asyncio.sleep(0.02)
        assert await posts(door, talk.clerk, said()) == (200, {"number": second.number + 2})
        await asyncio.wait_for(listening, 30)
        await door.stop()
        return page

    page = in_a_loop(story())

    assert page.status == 200
    assert [one["body"].get("text", one["kind"]) for one in page.heard] == ["二", "here", "はい"]
    assert [one["number"] for one in page.heard] == [2, 3, 4]
    assert talk.hears(talk.clerk)[-1] == "away"


@pytest.mark.django_db(transaction=True)
def test_hostile_posts_are_refused() -> None:
    talk = Talk().begins()
    here, elsewhere = (b"host", b"city.example.jp"), (b"origin", b"https://evil.example")

    async def story() -> list[int]:
        door = live.Wires()
        answers = [
            await posts(door, "guessed", said()),
            await posts(door, talk.hanako, said(), here, elsewhere),
            await posts(door, talk.hanako, said(kind="end", body={})),
            await posts(door, talk.hanako, said(body={"text": "x" * 2000})),
            await posts(door, talk.hanako, b"x" * 60_000),
            await posts(door, talk.hanako, b"[" * 20_000),
            await posts(door, talk.hanako, b'{"id": 1, "kind": "text", "body": {}}'),
            await posts(door, talk.hanako, b"\xff"),
            await posts(door, talk.hanako, said(to="everybody")),
        ]
        return [status for status, _body in answers]

    assert in_a_loop(story()) == [404, 403, 403, 413, 413, 400, 400, 400, 403]
    assert talk.hears(talk.clerk) == []


@pytest.mark.django_db(transaction=True)
def test_whoever_has_no_seat_hears_nothing() -> None:
    async def story() -> int:
        page = Page("guessed", enough=1)
        await live.Wires()(page.scope, page.receive, page.send)
        return page.status

    assert in_a_loop(story()) == 404


@pytest.mark.django_db(transaction=True)
def test_what_comes_after_the_end_is_let_go_without_a_fault() -> None:
    talk = Talk().begins()
    remote.end(call=talk.call.key, by=CLERK, client_key="end", at=NOW)

    assert in_a_loop(posts(live.Wires(), talk.hanako, said())) == (200, {"over": True})
    assert talk.hears(talk.hanako) == ["end"]
