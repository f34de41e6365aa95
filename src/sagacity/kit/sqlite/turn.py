"""Whose turn it is to write: one thread of a process at a time goes to SQLite's lock, others stand in line.

SQLite's own way of waiting is to ask again after 1, 2, 5 … 100 ms. Among several writers that leaves the file
idle most of the time and serves whoever happens to ask next.
"""

import os
import threading
from collections import defaultdict

_turns: "defaultdict[str, threading.Lock]" = defaultdict(threading.Lock)


def wait_for(file: str, *, seconds: float) -> "threading.Lock | None":
    """The turn to write to the file, to be released by whoever got it; `None` if it did not come in time."""
    turn = _turns[file]
    return turn if turn.acquire(timeout=seconds) else None


# A child begins with no thread but its own, so nobody in it would ever release what its parent held.
os.register_at_fork(after_in_child=_turns.clear)
