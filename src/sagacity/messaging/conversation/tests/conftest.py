from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from sagacity.kit import clock, policy
from sagacity.kit.loopback import serving
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.api import Conversation, Side, Utterance
from sagacity.messaging.conversation.providers.demo.server import DemoInterpreter

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", frozenset({"conversation.hold"}))
OTHER = policy.Person("urn:ngsi-ld:Staff:eto", "江藤", "staff", frozenset({"conversation.hold"}))
NOW = datetime(2026, 4, 13, 10, 0, tzinfo=clock.JAPAN)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board of the invented city: "counter"."""
    monkeypatch.setenv("SAGACITY_CITY", "example")


@pytest.fixture
def interpreter(settings: Settings) -> Iterator[DemoInterpreter]:
    """A translator and a recogniser on loopback, asked by their real protocols."""
    with serving(DemoInterpreter()) as house:
        settings.TRANSLATION_URL = settings.SPEECH_URL = house.base
        yield house


class Desk:
    """A clerk and somebody in front of them."""

    def __init__(self) -> None:
        self.count = 0

    def once(self) -> str:
        self.count += 1
        return f"press-{self.count}"

    def begins(self, *, language: str = "vi", minute: float = 0) -> Conversation:
        return conversation.begin(
            board="counter",
            language=language,
            client_key=self.once(),
            by=CLERK,
            at=NOW + minute * MINUTE,
        )

    def says(
        self, talk: Conversation, text: str, *, side: Side = Side.CLERK, translated: bool = True
    ) -> Utterance:
        said = conversation.say(conversation=talk.key, side=side, text=text, client_key=self.once(), at=NOW)
        if not translated:
            return said
        return conversation.translate(conversation=talk.key, number=said.number, at=NOW)

    def taps(self, talk: Conversation, phrase: str, *, side: Side = Side.CLERK) -> Utterance:
        return conversation.say_phrase(
            conversation=talk.key,
            side=side,
            board="counter",
            phrase=phrase,
            client_key=self.once(),
            at=NOW,
        )


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()
