from collections.abc import Iterator

import pytest

from sagacity.broker.federating.testing import provider as provider
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running


@pytest.fixture(scope="session")
def second_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with Running(
        Settings(store=str(tmp_path_factory.mktemp("second") / "broker.sqlite3"), open=True)
    ) as running:
        yield running


@pytest.fixture
def neighbour(city: City, second_broker: Running) -> Iterator[City]:
    """The same tenant at another broker."""
    found = City(second_broker, tenant=city.tenant)
    yield found
    found.connection.close()
