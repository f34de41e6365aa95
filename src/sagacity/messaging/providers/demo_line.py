"""LINE's Messaging API for demonstrations and tests: the same requests, answers and retry keys."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

MOST_TO = 500


@dataclass(slots=True)
class LineService:
    """What the service was told to answer, and what its people have got."""

    token: str = "demo"
    unknown: set[str] = field(default_factory=set)  # accounts it does not know
    answers: deque[tuple[int, str]] = field(default_factory=deque)  # status and body of the next requests
    lose_answers: int = 0  # so many requests are taken, and their answers lost
    got: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # retry keys that were taken
    requests: int = 0
    base: str = ""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v2/bot/message/multicast", self.multicast),
            web.get("/v2/bot/info", self.info),
        ]

    async def multicast(self, request: web.Request) -> web.Response:
        """One text to up to 500 accounts, all or none."""
        self.requests += 1
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"message": "Authentication failed"}, status=401)
        if self.answers:
            status, body = self.answers.popleft()
            return web.Response(status=status, text=body)
        name = request.headers.get("X-Line-Retry-Key", "")
        if name and name in self.names:
            return web.json_response({"message": "The retry key is already accepted"}, status=409)
        said: dict[str, Any] = await request.json()
        people, texts = said["to"], [message["text"] for message in said["messages"]]
        if not 0 < len(people) <= MOST_TO or self.unknown & set(people):
            return web.json_response({"message": "The property, 'to', is invalid"}, status=400)
        self.names.add(name)
        for person in people:
            self.got.setdefault(person, []).extend(texts)
        if self.lose_answers:
            self.lose_answers -= 1
            return web.json_response({"message": "lost"}, status=500)
        return web.json_response({})

    async def info(self, request: web.Request) -> web.Response:
        known = request.headers.get("Authorization") == f"Bearer {self.token}"
        return web.json_response({"displayName": "demo"}, status=200 if known else 401)
