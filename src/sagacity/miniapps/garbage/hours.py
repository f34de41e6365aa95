"""Hours of a collection day: until when rubbish must be out, and when people may be reminded of it."""

import tomllib
from collections.abc import Iterator
from datetime import time
from functools import cache
from pathlib import Path

from sagacity.kit.city import api as city

USUAL = time(8, 30)
MOST_PER_HOUR = 2


def out_by() -> time:
    """Until when rubbish must be out, as the pack says (`out_by`); half past eight where it does not."""
    return _out_by(city.folder() / "garbage" / "patterns.toml")


def evenings() -> tuple[time, ...]:
    """When one may be reminded on the evening before."""
    return tuple(_half_hours(time(17, 0), time(22, 0)))


def mornings() -> tuple[time, ...]:
    """When one may be reminded on the day itself: before the rubbish must be out."""
    return tuple(at for at in _half_hours(time(5, 30), time(8, 0)) if at < out_by())


def read(text: str) -> time | None:
    """A time as it is kept, such as 06:30."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


@cache
def _out_by(path: Path) -> time:
    if not path.exists():
        return USUAL
    said = tomllib.loads(path.read_text("utf-8")).get("out_by", "")
    return read(str(said)) or USUAL


def _half_hours(first: time, last: time) -> Iterator[time]:
    minutes, end = first.hour * 60 + first.minute, last.hour * 60 + last.minute
    while minutes <= end:
        yield time(minutes // 60, minutes % 60)
        minutes += 60 // MOST_PER_HOUR
