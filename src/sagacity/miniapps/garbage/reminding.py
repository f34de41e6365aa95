"""Reminding: who asked to be told now, and of what. Asked again, nothing is said twice."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.miniapps.garbage import hours, reminders, wording
from sagacity.registry.collection import api as collection

LATE = timedelta(minutes=75)  # how long after its time a reminder is still welcome
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A time that somebody may have chosen, and the collection it is about."""

    kind: str  # of the mark
    when: time
    said_at: datetime
    on: date
    collected_at: datetime


def remind(*, at: datetime) -> int:
    """Tell everybody whose chosen time has come what is collected; says how many messages that took."""
    return sum(_remind(turn, at) for turn in turns(at))


def turns(at: datetime) -> Iterator[Turn]:
    """The chosen times that have come in the last hour, as long as the collection is still ahead."""
    today = clock.day(at)
    for kind, times, ahead in (
        (reminders.EVENING, hours.evenings(), ONE_DAY),
        (reminders.MORNING, hours.mornings(), timedelta()),
    ):
        for when in times:
            turn = _turn(kind, when, today, today + ahead)
            if turn.said_at <= at <= turn.said_at + LATE and at < turn.collected_at:
                yield turn


def _turn(kind: str, when: time, today: date, on: date) -> Turn:
    said_at = datetime.combine(today, when, tzinfo=clock.JAPAN)
    return Turn(kind, when, said_at, on, datetime.combine(on, hours.out_by(), tzinfo=clock.JAPAN))


def _remind(turn: Turn, at: datetime) -> int:
    wishes = messaging.marked(kind=turn.kind, prefix=reminders.beginning(turn.when))
    together = _grouped(wishes, turn.on)
    for said, marks in together.items():
        texts = wording.evening if turn.kind == reminders.EVENING else wording.morning
        title, body = texts(said)
        messaging.remind(
            client_key=_client_key(turn, said),
            app="garbage",
            at=at,
            draft=messaging.Draft(
                title=title,
                body=body,
                audience=messaging.Audience(marks=tuple((turn.kind, mark) for mark in marks)),
                publish_at=at,
                expires_at=turn.collected_at,
                loudness=messaging.Loudness.NORMAL,
                url="/apps/garbage/",
                useful_until=turn.collected_at,
            ),
        )
    return len(together)


def _grouped(wishes: dict[str, int], on: date) -> dict[wording.Collected, list[str]]:
    """The wishes together whose areas have the same kinds to put out; areas with nothing are left out."""
    by_pattern: dict[str, wording.Collected | None] = {}
    found: dict[wording.Collected, list[str]] = defaultdict(list)
    for mark in sorted(wishes):
        area = reminders.area_of(mark)
        try:
            pattern = collection.area(area).pattern
        except collection.NoSuchArea:
            continue  # the city took the area away; the resident is asked on the page
        if pattern not in by_pattern:
            by_pattern[pattern] = wording.collected(area, on)
        said = by_pattern[pattern]
        if said is not None:
            found[said].append(mark)
    return found


def _client_key(turn: Turn, said: wording.Collected) -> str:
    what = hashlib.sha256("\n".join([*said.kinds, *said.notes, *said.notice]).encode()).hexdigest()[:16]
    return f"{turn.kind}:{turn.on:%Y%m%d}:{turn.when:%H%M}:{what}"
