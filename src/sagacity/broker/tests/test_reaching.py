"""A store that is away is told apart from a mistake, and the platform joins when it is back."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg_pool import PoolTimeout

from sagacity.broker.broker import Broker
from sagacity.broker.reaching import Unreachable, is_away, is_outage
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running, own_database


@pytest.mark.parametrize(
    ("problem", "is_one"),
    [
        (sqlite3.OperationalError("unable to open database file"), True),
        (sqlite3.OperationalError("database is locked"), True),
        (sqlite3.DatabaseError("file is not a database"), True),
        (sqlite3.OperationalError("no such table: x"), False),
        (sqlite3.IntegrityError("UNIQUE"), False),
        (psycopg.OperationalError("refused"), True),
        (PoolTimeout("5 s"), True),
        (psycopg.errors.AdminShutdown("going down"), True),
        (psycopg.errors.UndefinedTable("x"), False),
        (ConnectionError("of somebody else"), False),
        (ValueError("no"), False),
    ],
)
def test_an_outage_is_no_mistake(problem: Exception, is_one: bool) -> None:
    assert is_outage(problem) == is_one


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from own_database(request.param, tmp_path)


def test_a_store_that_goes_while_it_is_asked_is_unreachable(store: str) -> None:
    broker = Broker(Settings(store=store))
    broker.prepare()
    broker.start()
    assert broker.read_now(lambda session: session.execute("SELECT 1")) == [(1,)]
    assert asyncio.run(broker.do(lambda session: session.execute("SELECT 1"))) == [(1,)]
    if store.startswith("postgresql"):
        server, _, name = store.rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
    else:
        broker.store.close()
        Path(store).write_bytes(b"this is no database at all" * 1000)

    with pytest.raises(Unreachable):
        broker.read_now(lambda session: session.execute("SELECT COUNT(*) FROM broker_meta"))
    with pytest.raises(Unreachable):
        asyncio.run(broker.do(lambda session: session.execute("SELECT COUNT(*) FROM broker_meta")))

    assert is_away(store)
    broker.stop()


def test_a_process_that_starts_without_its_store_answers_503_and_joins_when_it_is_back(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "later"
    folder.write_text("a file where a folder should be")
    with Running(Settings(store=str(folder / "broker.sqlite3"), open=True)) as running:
        city = City(running, tenant="t")
        answer = city.get("/v2/entities")
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")

        folder.unlink()
        running.wait_until_begun()

        assert City(running, tenant="t").get("/v2/entities").status == 200
