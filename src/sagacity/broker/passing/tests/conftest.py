"""An Orion, played by another Sagacity in a process of its own, and a house that passes to it."""

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from sagacity.broker.access import keys
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.keys import Terms
from sagacity.broker.delivering.testing import receiver as receiver
from sagacity.broker.passing.orions import Orions
from sagacity.broker.settings import Settings
from sagacity.broker.testing import QUICK, City, OwnProcess, Running, free_port, own_database

FULL_KEY = "the-full-key"
GiveKey = Callable[..., City]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def orion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnProcess]:
    """Plays the Orion: it knows nothing of keys."""
    store = tmp_path_factory.mktemp("orion") / "orion.sqlite3"
    with OwnProcess(store, "--pauses", "100:500") as found:
        yield found


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of the house's own: one that delivers for others would be in their way."""
    yield from own_database(request.param, tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def house(store: str, orion: OwnProcess) -> Iterator[Running]:
    """Passes every tenant to the Orion but the one called ``kept``; it asks for keys."""
    url = f"http://127.0.0.1:{orion.port}"
    port = free_port()
    orions = Orions(
        usual=url,
        of_tenant=(("kept", ""),),
        relay_url=f"http://127.0.0.1:{port}",
        speaks_ld=True,
        look_ms=200,
        timeout_ms=5_000,
    )
    settings = Settings(
        store=store,
        full_key=FULL_KEY,
        token_secret="signing",
        allowed_targets=("127.0.0.1",),
        pace=QUICK,
        orions=orions,
    )
    with Running(settings, port=port) as running:
        yield running


def relay_url(city: City) -> str:
    """Where the Orion reaches the house."""
    return city.broker.settings.orions.relay_url


@pytest.fixture
def tenant() -> str:
    """A tenant nobody else writes to."""
    return f"p{os.getpid()}_{next(_numbers)}"


@pytest.fixture
def city(house: Running, tenant: str) -> Iterator[City]:
    """Whoever may do everything, speaking to the house."""
    found = City(house, tenant=tenant, key=FULL_KEY)
    yield found
    found.connection.close()


@pytest.fixture
def there(orion: OwnProcess, tenant: str) -> Iterator[City]:
    """The same tenant, spoken to at the Orion itself."""
    found = City(orion, tenant=tenant)
    yield found
    found.connection.close()


@pytest.fixture
def give_key(house: Running, tenant: str) -> Iterator[GiveKey]:
    """Makes a key for this tenant, and whoever holds it."""
    given: list[City] = []

    def give(*granted: Grant, **limits: int) -> City:
        broker = house.service.broker
        terms = Terms("a test", "Test Ltd.", "test@example.jp", granted, **limits)
        _, secret = broker.do_now(lambda session: keys.make(session, terms, who="staff", at=broker.clock()))
        broker.keyring.look()
        given.append(City(house, tenant=tenant, key=secret))
        return given[-1]

    yield give
    for one in given:
        one.connection.close()
