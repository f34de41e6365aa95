"""The calendars of the city that this program is now."""

from functools import cache
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.kit.hours import types
from sagacity.kit.hours.reading import read

FILE = "hours.toml"


class NoSuchCalendar(LookupError):
    """The pack has no calendar of this key."""


def calendars() -> dict[str, types.Calendar]:
    """All calendars of the pack, by key; none when it has no `hours.toml`.

    Raises:
        BrokenHours: the file cannot be read.
    """
    path = city.folder() / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else {}


def calendar(*, key: str) -> types.Calendar:
    """One calendar.

    Raises:
        NoSuchCalendar: the pack has none of this key.
    """
    found = calendars().get(key)
    if found is None:
        raise NoSuchCalendar(key)
    return found


@cache
def _read(path: Path, written: int) -> dict[str, types.Calendar]:
    return read(text=path.read_text("utf-8"))
