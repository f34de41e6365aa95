"""Which way a notice goes to a person: their own order, what the notice allows, where they can be reached."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import NamedTuple

from sagacity.messaging import models
from sagacity.messaging.delivering import quiet, retries
from sagacity.messaging.delivering.terms import Terms
from sagacity.messaging.preferences import order_of
from sagacity.messaging.providers import chosen
from sagacity.messaging.types import Channel, EndpointState, Loudness, Origin, WhyNot

INBOX_ONLY = frozenset({Loudness.QUIET.value})
Active = Mapping[int, Mapping[str, int]]  # endpoint by person and channel


class Wishes(NamedTuple):
    """What a way depends on, of somebody's row."""

    pk: int
    channels: list[str]
    quiet_from: time
    quiet_until: time


class Route(NamedTuple):
    """One step of the way: a channel, and where it reaches the person."""

    channel: str
    endpoint: int


@dataclass(slots=True)
class Routes:
    """The ways of one notice to some people."""

    notice: models.Notice
    active: Active
    allowed: tuple[str, ...] = field(init=False)
    _terms: dict[tuple[str, time, time], Terms] = field(default_factory=dict)

    def __post_init__(self) -> None:
        loud = () if self.notice.loudness in INBOX_ONLY else chosen.offered()
        self.allowed = tuple(one for one in loud if not self.notice.channels or one in self.notice.channels)

    def next(self, person: Wishes, *, tried: Collection[str] = ()) -> Route | None:
        """The first channel not tried yet; none when the inbox is all there is."""
        there = self.active.get(person.pk, {})
        for channel in order_of(person.channels):
            if channel in there and channel in self.allowed and channel not in tried:
                return Route(channel, there[channel])
        return None

    def terms(self, person: Wishes, channel: str, *, at: datetime) -> Terms:
        """On its way by a channel: now, after quiet hours, or held when that would be too late."""
        alike = channel, person.quiet_from, person.quiet_until
        if alike not in self._terms:
            self._terms[alike] = self._agreed(*alike, at)
        return self._terms[alike]

    def _agreed(self, channel: str, quiet_from: time, quiet_until: time, at: datetime) -> Terms:
        due = at
        if not rings_anyway(self.notice):
            due = quiet.until(quiet_from=quiet_from, quiet_until=quiet_until, at=at)
        if due >= retries.deadline(self.notice):
            return Terms(channel).held(WhyNot.EXPIRED if due == at else WhyNot.QUIET)
        asks_for_receipt = channel == Channel.PUSH and self.notice.useful_until is not None
        fall_back_at = retries.fall_back_at(self.notice) if asks_for_receipt else None
        return Terms(channel, due_at=due, fall_back_at=fall_back_at)


def rings_anyway(notice: models.Notice) -> bool:
    """Whether quiet hours and daily limits do not hold a notice back.

    So it is with what is urgent, and with a reminder for which people marked themselves at an hour of their
    choice: who asks to be told at 21:30 means it. What the program tells named people waits like all else.
    """
    asked_for = notice.origin == Origin.REMINDER and bool(notice.audience.get("marks"))
    return asked_for or notice.loudness == Loudness.URGENT


def wishes(people: Collection[int]) -> list[Wishes]:
    """What these people wish, in the order of their rows."""
    rows = models.Person.objects.filter(pk__in=people).order_by("pk")
    return [Wishes(*row) for row in rows.values_list(*Wishes._fields)]


def active(people: Iterable[int]) -> dict[int, dict[str, int]]:
    """Where these people can be reached: the newest place of each channel."""
    rows = models.Endpoint.objects.filter(person__in=list(people), state=EndpointState.ACTIVE)
    found: dict[int, dict[str, int]] = {}
    for person, channel, endpoint in rows.order_by("id").values_list("person_id", "channel", "pk"):
        found.setdefault(person, {})[channel] = endpoint
    return found
