"""The platform of a page's test, answering over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running


@contextmanager
def answering(store: str, *, is_open: bool = True) -> Iterator[City]:
    """A running broker on a store, spoken to as the city itself; not open: as anyone without a key."""
    with Running(Settings(store=store, open=is_open)) as running:
        found = City(running, tenant="")
        yield found
        found.connection.close()
