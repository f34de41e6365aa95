"""What is to be said about a pack's lines, for check-city. Needs no database."""

from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.reservations.queue.plan import FILE, BrokenQueuePlan, Plan, read

HOURS = "hours.toml"


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `queue.toml`; a pack without one says so openly."""
    path = pack / FILE
    if not path.exists():
        yield city.found("lack_queue", FILE)
        return
    try:
        offered = [language.code for language in city.languages(pack.name)]
        said = read(path.read_text("utf-8"))
    except city.BrokenPack:
        return  # its first page is told of elsewhere
    except (BrokenQueuePlan, UnicodeDecodeError) as problem:
        yield city.found("queue_broken", FILE, problem=problem)
        return
    names = [(one.key, one.name) for one in said.places.values()]
    names += [(one.key, one.name) for one in said.lines.values()]
    names += [(one.key, name) for one in said.priorities.values() for name in (one.name, one.why)]
    for key, name in names:
        if lacking := [code for code in offered if not name.get(code)]:
            yield city.found("queue_language", FILE, entry=key, languages="、".join(lacking))
    for line in said.lines.values():
        if not line.confirmed:
            yield city.found("queue_to_confirm", FILE, line=line.name["ja"])
    yield from _calendars(pack, said)


def _calendars(pack: Path, said: Plan) -> Iterator[city.Finding]:
    try:
        known = hours.read(text=(pack / HOURS).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, hours.BrokenHours):
        return  # told of elsewhere
    for place in said.places.values():
        if place.calendar and place.calendar not in known:
            yield city.found("queue_calendar", FILE, place=place.key, calendar=place.calendar)
