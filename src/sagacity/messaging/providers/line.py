"""LINE by its Messaging API: one request for up to 500 people who read the same words."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from sagacity.kit.providers import Check
from sagacity.messaging.providers.base import Answer, Outcome, Outgoing
from sagacity.messaging.providers.push import patience
from sagacity.messaging.types import Channel, WhyNot

if TYPE_CHECKING:
    import aiohttp

MOST = 500  # people of one multicast
LONGEST = 4000  # LINE takes 5,000 UTF-16 units
_NAMES = uuid.UUID("5f0e6b0a-6a5e-4e43-9d53-0a4f7c2f3f0d")


@dataclass(slots=True)
class Line:
    """The channel "line"."""

    url: str
    token: str
    public_url: str
    channel: str = field(default=Channel.LINE, init=False)

    def send(self, *, letters: Sequence[Outgoing], at: datetime) -> Iterator[Sequence[Outcome]]:
        """One request for each text."""
        groups: dict[tuple[int, str, str], list[Outgoing]] = {}
        for letter in letters:
            groups.setdefault((letter.batch, letter.language, self._text(letter)), []).append(letter)
        for (batch, language, text), group in groups.items():
            for start in range(0, len(group), MOST):
                name = f"{batch}|{language}|{start}"
                yield from self._multicast(group[start : start + MOST], text, name, at)

    def check(self) -> Check:
        """Whether LINE knows the city's account."""
        from sagacity.messaging.providers import wire  # as in push.py: only a process that sends needs it

        async def ask(session: "aiohttp.ClientSession") -> int:
            async with session.get(f"{self.url}/v2/bot/info", headers=self._headers()) as response:
                return response.status

        status = wire.one(ask)
        return Check("messaging.line", ok=status == 200, detail=f"HTTP {status}")

    def _multicast(
        self, letters: list[Outgoing], text: str, name: str, at: datetime
    ) -> Iterator[Sequence[Outcome]]:
        """Ask once. The same name never sends twice, so an answer that was lost does no harm."""
        answer = self._ask(letters, text, name, at)
        if answer.answer == Answer.REFUSED and answer.why == "http_400" and len(letters) > 1:
            half = len(letters) // 2  # one account that LINE does not know spoils the request of all
            yield from self._multicast(letters[:half], text, f"{name}.0", at)
            yield from self._multicast(letters[half:], text, f"{name}.1", at)
            return
        yield [Outcome(letter.delivery, answer.answer, answer.why, answer.after) for letter in letters]

    def _ask(self, letters: list[Outgoing], text: str, name: str, at: datetime) -> Outcome:
        import aiohttp

        from sagacity.messaging.providers import wire

        said = {"to": [letter.address for letter in letters], "messages": [{"type": "text", "text": text}]}
        headers = {**self._headers(), "X-Line-Retry-Key": str(uuid.uuid5(_NAMES, name))}

        async def ask(session: "aiohttp.ClientSession") -> tuple[int, str, bytes]:
            where = f"{self.url}/v2/bot/message/multicast"
            async with session.post(where, json=said, headers=headers, allow_redirects=False) as response:
                body = await response.content.read(wire.MOST_READ)
                return response.status, response.headers.get("Retry-After", ""), body

        try:
            status, retry_after, body = wire.one(ask)
        except TimeoutError:
            return Outcome(0, Answer.LATER, WhyNot.TIME_OUT)
        except (aiohttp.ClientError, OSError):
            return Outcome(0, Answer.LATER, WhyNot.NO_CONNECTION)
        if status in {200, 202, 409}:  # 409: a request of this name was taken before
            return Outcome(0, Answer.TAKEN)
        if status == 429 and b"monthly limit" in body:
            return Outcome(0, Answer.REFUSED, WhyNot.MONTHLY_LIMIT)
        if status in {408, 429} or status >= 500:
            return Outcome(0, Answer.LATER, f"http_{status}", patience(retry_after, at))
        return Outcome(0, Answer.REFUSED, f"http_{status}")

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

    def _text(self, letter: Outgoing) -> str:
        with translation.override(letter.language):
            more = gettext("くわしく見る：") + self.public_url + letter.path
        body = letter.body if len(letter.body) <= LONGEST else f"{letter.body[: LONGEST - 1]}…"
        return f"{letter.title}\n\n{body}\n\n{more}"
