"""The live door: a screen hears the board at once, and again when something happened."""

import asyncio
import json
import threading
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.db import connection

from sagacity.kit import clock
from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import live
from sagacity.reservations.queue.tests.conftest import CLERK

Result = TypeVar("Result")


class Screen:
    """Somebody who listens at the door until they have heard enough."""

    def __init__(self, path: str, *, boards: int) -> None:
        self.scope = {"type": "http", "method": "GET", "path": path}
        self.status, self.boards, self.heard = 0, boards, list[dict[str, Any]]()
        self.enough = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self.enough.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        body = message.get("body", b"")
        if body.startswith(b"data: "):
            self.heard.append(json.loads(body[6:]))
        if len(self.heard) >= self.boards:
            self.enough.set()


def in_a_loop(story: Coroutine[Any, Any, Result]) -> Result:
    """In a thread of its own: whoever drives a browser keeps a loop in the first one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


def issue() -> None:
    """In a thread of its own, as another process would."""

    def write() -> None:
        try:
            queue.issue(
                line="moving",
                channel=queue.Channel.PRINTED,
                client_key=str(uuid.uuid4()),
                by=CLERK,
                at=clock.now(),
            )
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_every_screen_hears_at_once_what_happened() -> None:
    async def story() -> list[Screen]:
        door = live.Screens()
        await door.start()
        screens = [Screen(f"{live.PATH}hall", boards=2) for _ in range(5)]
        listening = [asyncio.create_task(door(one.scope, one.receive, one.send)) for one in screens]
        while not all(one.heard for one in screens):
            await asyncio.sleep(0.02)
        await asyncio.to_thread(issue)
        await asyncio.wait_for(asyncio.gather(*listening), 60)
        await door.stop()
        return screens

    screens = in_a_loop(story())

    assert [one.status for one in screens] == [200] * 5
    assert [[board["lines"][0]["people"] for board in one.heard] for one in screens] == [[0, 1]] * 5


def test_a_place_that_is_not_there_is_not_listened_to() -> None:
    async def story() -> int:
        screen = Screen(f"{live.PATH}nowhere", boards=1)
        await live.Screens()(screen.scope, screen.receive, screen.send)
        return screen.status

    assert in_a_loop(story()) == 404
