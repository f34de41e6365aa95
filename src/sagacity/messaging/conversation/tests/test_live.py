"""The live door: both sides hear at once that something happened, and never what."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation import live
from sagacity.messaging.conversation.api import Conversation
from sagacity.messaging.conversation.tests.conftest import CLERK, NOW, Desk


class Listener:
    """A page that listens until it has heard enough."""

    def __init__(self, ear: str, *, enough: int) -> None:
        self.scope = {"type": "http", "method": "GET", "path": f"{live.PATH}{ear}"}
        self.status, self.heard, self.wants = 0, list[dict[str, Any]](), enough
        self.enough = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self.enough.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        body = message.get("body", b"")
        if body.startswith(b"data: "):
            self.heard.append(json.loads(body[6:]))
        if len(self.heard) >= self.wants:
            self.enough.set()


def elsewhere(act: Any) -> None:
    """In a thread of its own, as another process would."""

    def done() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=done)
    thread.start()
    thread.join()


def listens(ear: str, *acts: Any) -> Listener:
    """Listen, let things happen one after the other, and say what was heard."""

    async def story() -> Listener:
        door, page = live.Ears(), Listener(ear, enough=len(acts) + 1)
        await door.start()
        listening = asyncio.create_task(door(page.scope, page.receive, page.send))
        for number, act in enumerate(acts):
            while len(page.heard) <= number:
                await asyncio.sleep(0.02)
            await asyncio.to_thread(elsewhere, act)
        await asyncio.wait_for(listening, 60)
        await door.stop()
        return page

    with ThreadPoolExecutor(1) as thread:  # whoever drives a browser keeps a loop in the first one
        return thread.submit(asyncio.run, story()).result()


@pytest.fixture
def talk(transactional_db: None, desk: Desk) -> Conversation:
    return desk.begins()


def test_a_page_hears_that_something_was_said_and_that_it_ended(talk: Conversation, desk: Desk) -> None:
    page = listens(
        talk.ear,
        lambda: desk.taps(talk, "wait"),
        lambda: conversation.end(key=talk.key, by=CLERK, at=NOW),
    )

    assert page.status == 200
    assert page.heard == [{"version": 0}, {"version": 1}, {"version": live.ENDED}]


def test_an_ear_that_is_nobodys_is_not_listened_to(talk: Conversation) -> None:
    async def status(ear: str) -> int:
        page = Listener(ear, enough=1)
        await live.Ears()(page.scope, page.receive, page.send)
        return page.status

    for ear in ("", "0" * 32, talk.key, "x" * 5000):
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(asyncio.run, status(ear)).result() == 404
