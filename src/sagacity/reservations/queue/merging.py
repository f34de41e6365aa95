"""What a station wrote down while it was cut off: taken in any order, however often, exactly once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sagacity.kit import keys, policy
from sagacity.reservations.queue import facts, log, models, plan, types
from sagacity.reservations.queue.refusals import BadEntry
from sagacity.reservations.queue.types import What

MOST_AT_ONCE = 1000
LONGEST_AHEAD = timedelta(minutes=5)  # a clock further in the future would stand before everything to come
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORDS = {"line", "number", "kind", "channel", "priority", "case", "desk", "to"}
LONGEST_WORD = 120


class NoSuchBranch(LookupError):
    """The city has no station of this key."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of what a station sent."""

    new: int
    known: int
    conflicts: tuple[types.Conflict, ...]  # of all tickets touched
    drift: timedelta  # how far the station's clock is ahead of the house
    tickets: tuple[types.Ticket, ...]


def receive(
    *,
    branch: str,
    entries: Sequence[types.Entry],
    sent_at: datetime,
    by: policy.Person,
    at: datetime,
) -> Merged:
    """Take in what happened at a station: all of it, or nothing.

    `sent_at` is the station's own clock at the moment of sending.

    Raises:
        NoSuchBranch: the city has no such station.
        BadEntry: something cannot be an entry of this station; nothing was taken.
    """
    station = plan.plan().branches.get(branch)
    if station is None:
        raise NoSuchBranch(branch)
    if len(entries) > MOST_AT_ONCE:
        raise BadEntry(f"at most {MOST_AT_ONCE} at once")
    for entry in entries:
        _look(entry, station, sent_at)
    with log.one_at_a_time():
        rows = models.Entry.objects.filter(key__in={one.id for one in entries})
        known = {row.key: facts.entry(row) for row in rows}
        for entry in entries:
            if entry.id in known and known[entry.id] != entry:
                raise BadEntry(f"{entry.id} was sent before and says something else now")
        new = list({one.id: one for one in entries if one.id not in known}.values())
        log.add(new, by=by, at=at)
        touched = models.Ticket.objects.filter(key__in={one.ticket for one in entries})
        tickets = tuple(facts.ticket(row) for row in touched.order_by("issued_at", "key"))
    return Merged(
        new=len(new),
        known=len(known),
        conflicts=tuple(conflict for ticket in tickets for conflict in ticket.conflicts),
        drift=sent_at - at,
        tickets=tickets,
    )


def _look(entry: types.Entry, station: types.Branch, sent_at: datetime) -> None:
    wrong = {
        "an id is a UUID": _UUID.fullmatch(entry.id) is None,
        "an entry names its ticket": not _is_ticket(entry.ticket),
        "a station writes in its own name": entry.branch != station.key,
        "a counter begins at 1": not 1 <= entry.counter < 2**31,
        "words are short": bool(set(entry.data) - _WORDS)
        or any(not isinstance(word, str) or len(word) > LONGEST_WORD for word in entry.data.values()),
        "a clock has a time zone": entry.clock.tzinfo is None,
    }
    for why, holds in wrong.items():
        if holds:
            raise BadEntry(f"{entry.id[:40]}: {why}")
    if entry.clock > sent_at + LONGEST_AHEAD:
        raise BadEntry(f"{entry.id}: it happened after it was sent")
    named = entry.data.get("line" if entry.what is What.ISSUED else "to", "")
    if (named or entry.what in {What.ISSUED, What.TRANSFERRED}) and named not in plan.plan().lines:
        raise BadEntry(f"{entry.id}: there is no line {named!r}")
    if entry.what is What.ISSUED:
        _look_at_number(entry, station)


def _look_at_number(entry: types.Entry, station: types.Branch) -> None:
    head = station.prefix + plan.line(key=entry.data["line"]).letter
    if re.fullmatch(f"{head}[0-9]{{3,5}}", entry.data.get("number", "")) is None:
        raise BadEntry(f"{entry.id}: a number of this station begins with {head}")
    try:
        types.Kind(entry.data.get("kind", "walk_in"))
        types.Channel(entry.data.get("channel", "clerk"))
    except ValueError as problem:
        raise BadEntry(f"{entry.id}: {problem}") from problem
    if entry.data.get("kind") == types.Kind.APPOINTMENT:
        raise BadEntry(f"{entry.id}: an appointment is looked up in the house")


def _is_ticket(key: str) -> bool:
    try:
        return keys.parse(key).kind == "QueueTicket" and len(key) <= 80
    except keys.NotAKey:
        return False
