from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sagacity.ledger.fees import types, working_out
from sagacity.ledger.fees.reading import read

Costs = Callable[..., types.Fee]


@pytest.fixture(scope="session")
def text() -> str:
    return Path(__file__).with_name("city.toml").read_text(encoding="utf-8")


@pytest.fixture
def tariff(text: str) -> types.Tariff:
    return read(text)


@pytest.fixture
def costs(tariff: types.Tariff) -> Costs:
    """What a case costs: the key of the fee, the day, what is so, and the rest of the case."""

    def cost(fee: str, day: date = date(2026, 6, 3), more: Any = None, /, **facts: str) -> types.Fee:
        return working_out.work_out(
            types.Case(fee, applied_on=day, facts=facts, **(more or {})), tariff=tariff
        )

    return cost
