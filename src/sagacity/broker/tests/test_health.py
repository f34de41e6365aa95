import pytest

from sagacity.broker import health
from sagacity.broker.broker import Broker
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City


def test_a_platform_that_answers_is_well(city: City) -> None:
    check = health.check(city.broker)

    assert check.ok
    assert check.detail.startswith(city.broker.store.kind)
    assert "0 given up" in check.detail


def test_a_store_that_is_away_is_said_so() -> None:
    away = Broker(Settings(store="/nowhere/at/all/broker.sqlite3"))

    with pytest.raises(Exception, match="does not answer"):
        health.check(away)
