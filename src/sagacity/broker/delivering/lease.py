"""Who leads: one process of all delivers, so that order is kept; another takes over when it falls silent."""

import os
import platform
import secrets
from pathlib import Path

from sagacity.broker.store.base import Session

NAME = "delivering"
_living: set[str] = set()  # leaders this process is, or would be


def holder_of_this_process() -> str:
    """``place/process/chance``: the place is this machine as this process sees it."""
    holder = f"{_place()}/{os.getpid()}/{secrets.token_hex(4)}"
    _living.add(holder)
    return holder


def _place() -> str:
    space = Path("/proc/self/ns/pid")
    try:
        return f"{platform.node()}:{space.readlink()}"
    except OSError:
        return platform.node()


def take(session: Session, *, holder: str, at: int, lasting: int, name: str = NAME) -> bool:
    """Lead for that many ms more, if nobody else does; True if this process leads now."""
    found = session.execute("SELECT holder FROM broker_lease WHERE name = ? AND until > ?", (name, at))
    if found and found[0][0] != holder and not has_ended(str(found[0][0])):
        return False
    session.execute(
        "INSERT INTO broker_lease (name, holder, until) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until",
        (name, holder, at + lasting),
    )
    return True


def has_ended(holder: str) -> bool:
    """Whether a leader was a process of this machine that is gone: no need to wait for its lease."""
    place, process, _ = holder.rsplit("/", 2)
    if place != _place():
        return False
    if int(process) == os.getpid():
        return holder not in _living
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def give_up(session: Session, *, holder: str, name: str = NAME) -> None:
    """Let the next one lead at once."""
    _living.discard(holder)
    session.execute("DELETE FROM broker_lease WHERE name = ? AND holder = ?", (name, holder))
