"""Writers of one file wait for each other in a line, and nobody waits for somebody who is gone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from sagacity.kit.sqlite import turn
from sagacity.site import environment

pytestmark = pytest.mark.django_db  # only so that questions to a database are allowed; the file is its own
EACH, WRITERS = 40, 6


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ConnectionHandler]:
    """The databases as the product opens them, on a file of their own; nobody waits longer than a second."""
    monkeypatch.delenv("SAGACITY_DATABASE_URL", raising=False)
    described = environment.database("DATABASE_URL", tmp_path / "a.sqlite3")
    described["OPTIONS"]["timeout"] = 1
    handler = ConnectionHandler({"default": described})
    _do(handler["default"], "CREATE TABLE counted (n INTEGER)")
    _do(handler["default"], "INSERT INTO counted VALUES (0)")
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: handler["default"])
    yield handler
    handler.close_all()


def _do(connection: BaseDatabaseWrapper, statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if statement.startswith("SELECT") else []


def _is_free(file: object) -> bool:
    mine = turn.wait_for(str(file), seconds=0.01)
    if mine:
        mine.release()
    return mine is not None


def test_many_writers_lose_nothing(doors: ConnectionHandler) -> None:
    def counts() -> None:
        for _ in range(EACH):
            with transaction.atomic():
                (n,) = _do(doors["default"], "SELECT n FROM counted")
                _do(doors["default"], f"UPDATE counted SET n = {n + 1}")
        doors["default"].close()

    _all([counts] * WRITERS)

    assert _do(doors["default"], "SELECT n FROM counted") == [EACH * WRITERS]


def test_whoever_waits_too_long_is_told_that_the_file_is_locked(doors: ConnectionHandler) -> None:
    told: list[str] = []

    def comes_too_late() -> None:
        try:
            with transaction.atomic():
                pass
        except OperationalError as problem:
            told.append(str(problem))
        doors["default"].close()

    with transaction.atomic():
        _all([comes_too_late])

    assert told == ["database is locked"]


def test_a_transaction_that_fails_gives_its_turn_on(doors: ConnectionHandler) -> None:
    file = doors["default"].settings_dict["NAME"]

    @transaction.atomic
    def fails() -> None:
        assert not _is_free(file)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert _is_free(file)


def test_a_connection_closed_in_the_middle_gives_its_turn_on(doors: ConnectionHandler) -> None:
    file = doors["default"].settings_dict["NAME"]

    with transaction.atomic():
        doors["default"].close()

    assert _is_free(file)


def test_another_process_that_writes_is_waited_for(doors: ConnectionHandler) -> None:
    other = ConnectionHandler({"default": doors["default"].settings_dict})["default"]
    other.connect()
    other.connection.execute("BEGIN IMMEDIATE")  # as another process does: without taking a turn here
    threading.Timer(0.2, other.connection.rollback).start()

    with transaction.atomic():
        _do(doors["default"], "UPDATE counted SET n = 7")

    assert _do(doors["default"], "SELECT n FROM counted") == [7]
    other.close()


def test_whoever_writes_may_clean_up_after_somebody_who_waits(doors: ConnectionHandler) -> None:
    """Cleaning up happens by chance, in whatever thread: it must not wait for a connection that waits."""
    left: list[object] = []

    def waits() -> None:
        cursor = doors["default"].cursor()
        cursor.execute("SELECT 1")
        left.append(cursor.cursor)
        del cursor
        _do(doors["default"], "UPDATE counted SET n = n + 1")
        doors["default"].close()

    with transaction.atomic():
        waiting = threading.Thread(target=waits)
        waiting.start()
        waiting.join(0.3)
        left.clear()
        _do(doors["default"], "UPDATE counted SET n = n + 10")
    waiting.join()

    assert _do(doors["default"], "SELECT n FROM counted") == [11]


def test_the_other_statements_wait_as_long_as_before(doors: ConnectionHandler) -> None:
    with transaction.atomic():
        pass

    assert _do(doors["default"], "SELECT timeout FROM pragma_busy_timeout") == [1000]


def _all(acts: list[object]) -> None:
    failed: list[BaseException] = []

    def run(act: object) -> None:
        assert callable(act)
        try:
            act()
        except BaseException as problem:
            failed.append(problem)

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
