from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.clock import JAPAN
from sagacity.registry.collection import api as collection

MORNING = datetime(2026, 12, 28, 7, 0, tzinfo=JAPAN)  # a Monday


@pytest.fixture(autouse=True)
def morning(db: None) -> Iterator[datetime]:
    """Monday 28 December 2026, seven o'clock."""
    with time_machine.travel(MORNING, tick=False):
        yield MORNING


@pytest.fixture
def saga(morning: datetime) -> None:
    """The first pack: 314 areas."""
    collection.load_pack(city.packs_folder() / "saga" / "garbage", by=policy.SYSTEM, at=morning)


@pytest.fixture
def example(morning: datetime) -> None:
    """The invented pack: six areas, with exceptions at the end of the year."""
    collection.load_pack(city.packs_folder() / "example" / "garbage", by=policy.SYSTEM, at=morning)
