"""Whether the store answers: an outage is told apart from a mistake, and not run into again at once."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sagacity.broker.refusals import Away

log = logging.getLogger(__name__)

REST_S = 5.0  # pages do not wait again for a store that was away this short a while ago
_OURS = ("no such", "syntax error", "near ")  # what SQLite calls operational, and is a mistake of ours
_OUTAGES = {"OperationalError", "InterfaceError", "PoolTimeout", "PoolClosed"}  # and what is made from them
_away_until: dict[str, float] = {}


class Unreachable(Away):
    """The store of the data-linkage platform does not answer just now; nothing is lost, ask again later."""

    def __init__(self) -> None:
        super().__init__("the store does not answer just now: send it again in a moment", int(REST_S))


@contextmanager
def reaching(store: str, *, opens: bool = False) -> Iterator[None]:
    """Tell an outage of a store from everything else that may go wrong while it is asked or opened.

    Raises:
        Unreachable: the store does not answer.
    """
    try:
        yield
    except Exception as problem:
        if not is_outage(problem) and not (opens and isinstance(problem, OSError)):
            raise
        if not is_away(store):
            log.warning("the store of the data-linkage platform does not answer: %s", problem)
        _away_until[store] = time.monotonic() + REST_S
        raise Unreachable from problem


def is_away(store: str) -> bool:
    """Whether it did not answer a moment ago."""
    return _away_until.get(store, 0.0) > time.monotonic()


def is_outage(problem: Exception) -> bool:
    """Whether the database is to blame; its driver is known by name, for it may not be loaded."""
    if type(problem) is sqlite3.DatabaseError:  # the file is no database, or a damaged one
        return True
    if isinstance(problem, sqlite3.OperationalError):
        return not str(problem).startswith(_OURS)
    drivers = {one.__name__ for one in type(problem).__mro__ if one.__module__.startswith("psycopg")}
    return bool(drivers & _OUTAGES)
