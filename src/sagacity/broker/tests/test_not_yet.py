"""The door waits for what must be found out about a caller, as often as it takes."""

import asyncio
from typing import Any

from sagacity.broker.door.application import Door, Message, NotYet
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route, Routes
from sagacity.broker.refusals import NoKey
from sagacity.broker.v2 import errors


class Gate:
    """What it finds out holds for so many looks; a caller who asks too often is none."""

    def __init__(self, *, tries: int) -> None:
        self.finished = 0
        self.tries = tries

    def admit(self, request: Request, route: Route) -> str:
        if self.finished < self.tries:
            raise NotYet(self.finish)
        return "somebody"

    async def finish(self) -> None:
        self.finished += 1
        if self.finished > 2:
            raise NoKey("the token has ended")


async def _here(request: Request) -> Response:
    return Response(200, b"{}")


def status(gate: Gate) -> int:
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        said.append(message)

    route = Route("GET", "/v2/here", _here, "open", "v2")
    door = Door(Routes([route]), faces={"v2": errors.response}, admit=gate.admit, largest_body=100)
    scope: dict[str, Any] = {"method": "GET", "path": "/v2/here", "query_string": b"", "headers": []}
    asyncio.run(door(scope, receive, send))
    return int(said[0]["status"])


def test_what_ended_between_two_looks_is_found_out_again() -> None:
    assert status(Gate(tries=2)) == 200


def test_it_is_given_up_when_there_is_nothing_more_to_find_out() -> None:
    assert status(Gate(tries=3)) == 401
