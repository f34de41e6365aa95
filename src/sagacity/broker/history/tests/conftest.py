from collections.abc import Iterator

import pytest

from sagacity.broker.history.tests.past import Past, past_in
from sagacity.broker.testing import own_database


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def still_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database where nothing runs beside, so that points move only when a test moves them."""
    yield from own_database(request.param, tmp_path_factory.mktemp("still"))


@pytest.fixture
def past(still_store: str) -> Iterator[Past]:
    found = past_in(still_store)
    found.move()
    yield found
    found.broker.stop()


@pytest.fixture(scope="session")
def partitioned_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database that has partitions."""
    yield from own_database("postgresql", tmp_path_factory.mktemp("partitioned"))


@pytest.fixture
def past_in_months(partitioned_store: str) -> Iterator[Past]:
    """A past whose months are tables of their own."""
    found = past_in(partitioned_store)
    yield found
    found.broker.stop()
