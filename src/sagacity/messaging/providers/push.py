"""Push notifications to browsers (RFC 8030), encrypted for each (RFC 8291), signed by the city (RFC 8292)."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from multidict import CIMultiDict
from yarl import URL

from sagacity.kit.providers import Check
from sagacity.messaging.providers import guard, rfc8291, vapid
from sagacity.messaging.providers.base import Answer, Outcome, Outgoing
from sagacity.messaging.types import Channel, Loudness, WhyNot

if TYPE_CHECKING:
    import aiohttp

LONGEST_LIFE = timedelta(days=28)  # what the large push services keep a message for
LONGEST_TITLE, LONGEST_BODY = 120, 240
_TAKEN = frozenset({200, 201, 202, 204})
_GONE = frozenset({404, 410})
_ANOTHER_KEY = frozenset({"http_401", "http_403"})  # how push services say it is not ours
_LOUD = {Loudness.POPUP: "popup", Loudness.URGENT: "urgent"}
_URGENCY = {Loudness.URGENT: "high", Loudness.QUIET: "low"}

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class WebPush:
    """The channel "push"."""

    signer: vapid.Signer
    before: tuple[vapid.Signer, ...] = ()  # for browsers that know an older key of ours
    channel: str = field(default=Channel.PUSH, init=False)

    def send(self, *, letters: Sequence[Outgoing], at: datetime) -> Iterator[Sequence[Outcome]]:
        """Encrypt and hand over, a hundred at a time."""
        from sagacity.messaging.providers import wire  # 28 MB that only a process that sends needs

        shared = rfc8291.Sender()  # one key for the batch; whoever is addressed in person gets a fresh one
        headers = cache(partial(self._headers, at))  # alike for all who have the same push service

        async def ask(session: "aiohttp.ClientSession", letter: Outgoing) -> Outcome:
            try:
                guard.check(letter.address)
                body = encrypted(letter, rfc8291.Sender() if letter.personal else shared)
            except guard.NotPublic:
                return Outcome(letter.delivery, Answer.REFUSED, WhyNot.NOT_PUBLIC)
            except rfc8291.UnusableKeys:
                return Outcome(letter.delivery, Answer.GONE, WhyNot.UNUSABLE_KEYS)
            except rfc8291.TooLong:
                return Outcome(letter.delivery, Answer.FAILED, WhyNot.TOO_LONG)
            origin = guard.origin_of(letter.address)
            about = (origin, letter.notice, letter.loudness, letter.expires_at)
            for number in range(1 + len(self.before)):
                answer = await _hand_over(session, letter, body, headers(number, *about), at)
                if answer.why not in _ANOTHER_KEY:
                    break
            return answer

        yield from wire.each(letters, ask)

    def check(self) -> Check:
        """Push needs no account anywhere: our own key is enough."""
        return Check("messaging.push", ok=True, detail=f"key {self.signer.public[:12]}…")

    def _headers(
        self,
        at: datetime,
        signer: int,  # 0: the key of now
        origin: str,
        notice: str,
        loudness: str,
        expires_at: datetime,
    ) -> CIMultiDict[str]:
        life = min(expires_at - at, LONGEST_LIFE)
        return CIMultiDict(
            {
                "TTL": str(max(0, int(life.total_seconds()))),
                "Urgency": _URGENCY.get(Loudness(loudness), "normal"),
                "Topic": vapid.topic(notice),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "Authorization": (self.signer, *self.before)[signer].authorization(origin, at=at),
            }
        )


async def _hand_over(
    session: "aiohttp.ClientSession", letter: Outgoing, body: bytes, headers: CIMultiDict[str], at: datetime
) -> Outcome:
    import aiohttp

    from sagacity.messaging.providers import wire

    try:
        # The address goes out as the browser gave it, letter by letter: push services compare it so.
        async with session.post(
            URL(letter.address, encoded=True),
            data=body,
            headers=headers,
            allow_redirects=False,
            timeout=wire.PATIENCE,
        ) as response:
            if response.status not in _TAKEN:
                await response.content.read(wire.MOST_READ)
            return outcome(letter.delivery, response.status, response.headers.get("Retry-After", ""), at)
    except TimeoutError:
        return Outcome(letter.delivery, Answer.LATER, WhyNot.TIME_OUT)
    except (aiohttp.ClientError, OSError, ValueError) as problem:
        logger.info("push to %s: %s", guard.origin_of(letter.address), type(problem).__name__)
        return Outcome(letter.delivery, Answer.LATER, WhyNot.NO_CONNECTION)


def encrypted(letter: Outgoing, sender: rfc8291.Sender) -> bytes:
    """What the push service gets: only the browser itself can read it."""
    return sender.encrypt(
        payload(letter),
        p256dh=rfc8291.decode(letter.keys.get("p256dh", "")),
        auth=rfc8291.decode(letter.keys.get("auth", "")),
    )


def payload(letter: Outgoing) -> bytes:
    """What the service worker shows; the same `id` twice is shown once."""
    alike = _alike(
        letter.notice,
        letter.title,
        letter.body,
        letter.path,
        letter.language,
        letter.loudness,
        letter.expires_at,
    )
    return b'%s,"receipt":%s}' % (alike, json.dumps(letter.receipt).encode())


@lru_cache(maxsize=64)
def _alike(
    notice: str, title: str, body: str, path: str, language: str, loudness: str, expires_at: datetime
) -> bytes:
    """The part that everybody of one language gets; only receipts differ."""
    said = {
        "id": notice,
        "title": _cut(title, LONGEST_TITLE),
        "body": _cut(body, LONGEST_BODY),
        "url": path,
        "lang": language,
        "loud": _LOUD.get(Loudness(loudness), "normal"),
        "expires": expires_at.isoformat(timespec="seconds"),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()[:-1]


def outcome(delivery: int, status: int, retry_after: str, at: datetime) -> Outcome:
    """What the answer of a push service means for us."""
    if status in _TAKEN:
        return Outcome(delivery, Answer.TAKEN)
    if status in _GONE:
        return Outcome(delivery, Answer.GONE, f"http_{status}")
    if status in {408, 425, 429} or status >= 500:
        return Outcome(delivery, Answer.LATER, f"http_{status}", patience(retry_after, at))
    return Outcome(delivery, Answer.REFUSED, f"http_{status}")


def patience(retry_after: str, at: datetime) -> timedelta | None:
    """How long a Retry-After asks us to wait: in seconds or until a date; nonsense asks for nothing."""
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), 30 * 24 * 3600))
    try:
        asked = parsedate_to_datetime(said) - at
    except (TypeError, ValueError):
        return None
    return min(max(asked, timedelta()), timedelta(days=30))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
