"""What is to be said about a pack's opening hours, for check-city. Needs no database."""

from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.kit.hours.calendars import FILE
from sagacity.kit.hours.reading import BrokenHours, read


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `hours.toml`; a pack without one says so openly."""
    path = pack / FILE
    if not path.exists():
        yield city.found("lack_hours", FILE)
        return
    try:
        offered = [language.code for language in city.languages(pack.name)]
        calendars = read(text=path.read_text("utf-8"))
    except city.BrokenPack:
        return  # its first page is told of elsewhere
    except (BrokenHours, UnicodeDecodeError) as problem:
        yield city.found("hours_broken", FILE, problem=problem)
        return
    for calendar in calendars.values():
        if lacking := [code for code in offered if not calendar.name.get(code)]:
            yield city.found("hours_language", FILE, calendar=calendar.key, languages="、".join(lacking))
        if not calendar.is_confirmed:
            yield city.found("hours_to_confirm", FILE, calendar=calendar.name["ja"])
