"""What is to be said about what a pack lets people book, for check-city. Needs no database."""

from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.ledger import api as ledger
from sagacity.reservations.slots import services
from sagacity.reservations.slots.reading import FILE, BrokenSlots, Listed, read
from sagacity.reservations.slots.refusals import BadService

HOURS, FEES = "hours.toml", "fees.toml"


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `slots.toml`; a pack without one lets nothing be booked."""
    path = pack / FILE
    if not path.exists():
        yield city.found("lack_slots", FILE)
        return
    try:
        listed = read(text=path.read_text("utf-8"))
        for service in listed.services:
            services.look(service)
    except (BrokenSlots, BadService, UnicodeDecodeError) as problem:
        yield city.found("slots_broken", FILE, problem=problem)
        return
    yield from _names(pack, listed)
    calendars = _calendars(pack)
    for one in listed.resources:
        if calendars is not None and one.calendar not in calendars:
            yield city.found("slots_calendar", FILE, resource=one.name["ja"], calendar=one.calendar)
    fees = _fees(pack)
    for service in listed.services:
        if service.fee and fees is not None and service.fee not in fees:
            yield city.found("slots_fee", FILE, service=service.name["ja"], fee=service.fee)
        if not service.is_confirmed:
            yield city.found("slots_to_confirm", FILE, service=service.name["ja"])


def _names(pack: Path, listed: Listed) -> Iterator[city.Finding]:
    try:
        offered = [language.code for language in city.languages(pack.name)]
    except city.BrokenPack:
        return  # its first page is told of elsewhere
    told = [(one.name["ja"], one.name) for one in listed.resources]
    told += [(one.name["ja"], one.name) for one in listed.services]
    told += [(one.name["ja"], one.about) for one in listed.services if one.about]
    told += [(one.name["ja"], one.note) for one in listed.resources if one.note]
    for name, words in told:
        if lacking := [code for code in offered if not words.get(code)]:
            yield city.found("slots_language", FILE, name=name, languages="、".join(lacking))


def _calendars(pack: Path) -> set[str] | None:
    try:
        return set(hours.read(text=(pack / HOURS).read_text("utf-8")))
    except (OSError, hours.BrokenHours, UnicodeDecodeError):
        return None  # told of elsewhere


def _fees(pack: Path) -> set[str] | None:
    try:
        return set(ledger.read_tariff((pack / FEES).read_text("utf-8")).rules)
    except (OSError, ledger.BrokenTariff, UnicodeDecodeError):
        return None
