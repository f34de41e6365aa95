"""A translator and a recogniser of speech for demonstrations and tests, by the same requests and answers.

Neither pretends: what the translator does not know it refuses, and the recogniser, which hears nothing, says
sentences of the boards in turn (or what a story told it); pages say that it is a simulator.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sagacity.messaging.conversation import boards
from sagacity.messaging.conversation.providers.demo import memory
from sagacity.messaging.conversation.types import Side

SILENCE = 400  # bytes: a container with nothing in it


@dataclass(slots=True)
class DemoInterpreter:
    """What it was told to answer, and how often it was asked."""

    key: str = ""
    base: str = ""
    is_away: bool = False
    spoken: deque[str] = field(default_factory=deque)  # what the next recordings say
    asked: int = 0
    _turn: int = 0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/translate", self.translate),
            web.get("/languages", self.languages),
            web.post("/v1/audio/transcriptions", self.transcribe),
            web.get("/v1/models", self.models),
        ]

    async def translate(self, request: web.Request) -> web.Response:
        """LibreTranslate's: `q`, `source`, `target` → `translatedText`, or `error` with 400."""
        self.asked += 1
        if self.is_away:
            return web.json_response({"error": "out of order"}, status=503)
        try:
            said: Any = await request.json()
            text = memory.translate(str(said["q"]), source=str(said["source"]), target=str(said["target"]))
        except memory.Unknown:
            return web.json_response({"error": "not among the sentences that are known"}, status=400)
        except (ValueError, KeyError, TypeError):
            return web.json_response({"error": "bad request"}, status=400)
        return web.json_response({"translatedText": text})

    async def languages(self, request: web.Request) -> web.Response:
        if self.is_away:
            return web.json_response({"error": "out of order"}, status=503)
        return web.json_response([{"code": code, "name": code} for code in memory.languages()])

    async def transcribe(self, request: web.Request) -> web.Response:
        """`file` and `language` → `text`."""
        self.asked += 1
        if self.is_away:
            return web.json_response({"error": {"message": "out of order"}}, status=503)
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response({"error": {"message": "wrong key"}}, status=401)
        form = await request.post()
        file = form.get("file")
        if not isinstance(file, web.FileField):
            return web.json_response({"error": {"message": "no file"}}, status=400)
        if len(file.file.read()) < SILENCE:
            return web.json_response({"text": ""})
        return web.json_response({"text": self._next(str(form.get("language", "ja")))})

    async def models(self, request: web.Request) -> web.Response:
        status = 503 if self.is_away else 200
        return web.json_response({"object": "list", "data": [{"id": "demo"}]}, status=status)

    def _next(self, language: str) -> str:
        if self.spoken:
            return self.spoken.popleft()
        ours = {"zh": "zh-hans"}.get(language, language)
        said = [
            one.text[ours]
            for board in boards.boards()
            for one in board.of(Side.RESIDENT)
            if ours in one.text
        ]  # fmt: skip
        self._turn += 1
        return said[self._turn % len(said)] if said else ""
