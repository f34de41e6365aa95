from collections.abc import Callable, Iterator

import pytest

from sagacity.broker.access import keys
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.keys import Key, Terms
from sagacity.broker.delivering.testing import receiver as receiver
from sagacity.broker.settings import Settings
from sagacity.broker.testing import Running

FULL_KEY = "the-full-key"
GiveKey = Callable[..., tuple[Key, str]]


@pytest.fixture(scope="module")
def closed(broker_store: str) -> Iterator[Running]:
    """A broker that asks for keys, on each database."""
    with Running(
        Settings(
            store=broker_store, full_key=FULL_KEY, token_secret="signing", allowed_targets=("127.0.0.1",)
        )
    ) as running:
        yield running


@pytest.fixture
def give_key(closed: Running) -> GiveKey:
    """Makes a key: grants, and limits by name."""

    def give(*granted: Grant, **limits: int) -> tuple[Key, str]:
        broker = closed.service.broker
        terms = Terms("a test", "Test Ltd.", "test@example.jp", granted, **limits)
        made: tuple[Key, str] = broker.do_now(
            lambda session: keys.make(session, terms, who="staff", at=broker.clock())
        )
        broker.keyring.look()
        return made

    return give
