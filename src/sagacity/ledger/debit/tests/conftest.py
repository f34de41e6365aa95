from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Tuesday in September, in the invented city."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=True):
        yield
