"""A thread keeps its SQLite file open for a minute, and that hurts nobody else."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from sagacity.site import environment

pytestmark = pytest.mark.django_db  # only so that questions to a database are allowed; the file is its own


class Broke(Exception):
    """A page that failed half-way."""


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ConnectionHandler]:
    """The databases as the product opens them, on a file of their own."""
    monkeypatch.delenv("SAGACITY_DATABASE_URL", raising=False)
    handler = ConnectionHandler({"default": environment.database("DATABASE_URL", tmp_path / "a.sqlite3")})
    _do(handler["default"], "CREATE TABLE said (word TEXT)")
    yield handler
    handler.close_all()


def _do(connection: BaseDatabaseWrapper, statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if statement.startswith("SELECT") else []


def _words(connection: BaseDatabaseWrapper) -> list[str]:
    return _do(connection, "SELECT word FROM said")


def test_the_next_page_finds_the_file_open_and_a_minute_later_opens_it_anew(doors: ConnectionHandler) -> None:
    connection = doors["default"]
    opened = connection.connection

    connection.close_if_unusable_or_obsolete()
    assert connection.connection is opened

    connection.close_at = 0.0
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is None
    assert _words(connection) == []


def test_a_page_that_breaks_half_way_leaves_neither_a_lock_nor_a_half(
    doors: ConnectionHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: doors["default"])

    @transaction.atomic
    def page() -> None:
        _do(doors["default"], "INSERT INTO said VALUES ('half')")
        raise Broke

    def request() -> None:
        with pytest.raises(Broke):
            page()
        doors["default"].close_if_unusable_or_obsolete()

    _in_a_thread(request)

    _do(doors["default"], "INSERT INTO said VALUES ('whole')")
    assert _words(doors["default"]) == ["whole"]


def test_a_kept_connection_sees_at_once_what_another_thread_wrote(doors: ConnectionHandler) -> None:
    assert _words(doors["default"]) == []

    _in_a_thread(lambda: _do(doors["default"], "INSERT INTO said VALUES ('new')"))

    assert _words(doors["default"]) == ["new"]


def _in_a_thread(does: object) -> None:
    assert callable(does)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            does()
        except BaseException as problem:
            failed.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert failed == []
