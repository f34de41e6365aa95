"""Facts that leave the queue: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Words = Mapping[str, str]  # by language, "ja" always


class Kind(StrEnum):
    """Why somebody stands in the line."""

    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"


class Channel(StrEnum):
    """Where a ticket was taken."""

    PHONE = "phone"
    PRINTED = "printed"
    CLERK = "clerk"


class What(StrEnum):
    """What happened to a ticket; one entry of the log."""

    ISSUED = "issued"
    CALLED = "called"
    STARTED = "started"
    ENDED = "ended"
    LEFT = "left"
    SKIPPED = "skipped"  # called, and nobody came
    RETURNED = "returned"  # back in the line, at the turn it had
    TRANSFERRED = "transferred"  # to another line, with the case and the hour of arrival


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SKIPPED = "skipped"
    DONE = "done"
    LEFT = "left"

    @property
    def is_over(self) -> bool:
        return self in {State.DONE, State.LEFT}


class Why(StrEnum):
    """Why a ticket stands where it stands in the line."""

    APPOINTMENT = "appointment"  # its time has come
    PRIORITY = "priority"  # a class of the city's rules
    LONG = "long"  # waited longer than anybody should
    ARRIVAL = "arrival"
    EARLY = "early"  # an appointment whose time is yet to come


class Colour(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Priority:
    """A class of people who are called before others; everybody may read why."""

    key: str
    name: Words
    why: Words


@dataclass(frozen=True, slots=True)
class Place:
    """A hall in which people wait."""

    key: str
    name: Words
    calendar: str = ""  # key in hours.toml


@dataclass(frozen=True, slots=True)
class Branch:
    """A station that issues tickets by itself, also while it is cut off."""

    key: str
    name: Words
    place: str
    prefix: str  # before the number: no two stations issue the same


@dataclass(frozen=True, slots=True)
class Line:
    """One line for one service at one place."""

    key: str
    name: Words
    place: str
    letter: str  # before the number
    minutes: float  # usual length of a talk, until the line has times of its own
    unit: str  # what the colours are decided by: "people" or "minutes"
    yellow: int  # from here
    red: int  # from here
    service: str = ""  # key of the slots.Service whose appointments stand in this line
    phone: bool = True  # whether a ticket can be taken on a phone
    confirmed: bool = False  # whether the city has confirmed its thresholds
    remote: bool = False  # served over a screen: see reservations/remote
    telephone: str = ""  # where to ring when no picture is to be had; "" while the city has not said

    def colour(self, *, people: int, minutes: float | None) -> Colour:
        """The shared end of two colours belongs to the busier one."""
        busy = people if self.unit == "people" else (minutes or 0)
        if busy >= self.red:
            return Colour.RED
        return Colour.YELLOW if busy >= self.yellow else Colour.GREEN


@dataclass(frozen=True, slots=True)
class Rules:
    """How one order is made of appointments and walk-ins; in minutes."""

    late: int = 10  # whoever comes later than this after their time is called by arrival
    early: int = 15  # how long before its time an appointment may be called, when nobody else waits
    long: int = 60  # whoever has waited this long is called like an appointment


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to a ticket, as the place where it happened wrote it down."""

    id: str  # a UUID; the same entry twice is one
    ticket: str
    what: What
    clock: datetime  # of the place where it happened
    branch: str = ""  # key of a station; "" for the house itself
    counter: int = 0  # of the station, or of the ticket in the house: order where clocks cannot tell
    data: Mapping[str, str] = field(default_factory=dict)  # line, number, desk, case … by what happened


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that does not fit what happened before it."""

    entry: str
    what: What
    found: State  # the state in which it met the ticket
    clock: datetime
    branch: str
    counted: bool  # whether it changed the ticket all the same


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in one line: a ticket that was transferred has several."""

    line: str
    since: datetime  # from when the wait counts
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    desk: str = ""
    outcome: str = ""  # "ended", "left", "transferred"; "" while it lasts


@dataclass(frozen=True, slots=True)
class Ticket:
    """A place in a line. It knows no name: only the case it is about."""

    key: str
    line: str
    number: str
    kind: Kind
    channel: Channel
    priority: str  # key of a Priority, or ""
    state: State
    issued_at: datetime
    turn_at: datetime  # the moment its turn is counted from
    appointment_at: datetime | None = None
    slot: str = ""
    case: str = ""
    desk: str = ""
    branch: str = ""
    calls: int = 0
    visits: tuple[Visit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at which somebody works now, and the lines it calls from."""

    key: str
    label: str
    place: str
    lines: tuple[str, ...]
    opened_at: datetime
    ticket: str = ""  # whom it has called or serves


@dataclass(frozen=True, slots=True)
class Forecast:
    """Minutes until called: half of all will wait less than `median`, four in five between the others."""

    median: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket in its place in the line."""

    ticket: Ticket
    position: int  # from 1
    why: Why
    forecast: Forecast | None  # None: no desk is open


@dataclass(frozen=True, slots=True)
class Board:
    """One line as everybody may see it."""

    line: Line
    at: datetime
    desks: int  # that call from it now
    called: tuple[Ticket, ...]  # called and not yet begun, the newest first
    serving: tuple[Ticket, ...]
    waiting: tuple[Standing, ...]
    skipped: tuple[Ticket, ...]
    newcomer: Forecast | None  # for whoever takes a ticket now
    colour: Colour


@dataclass(frozen=True, slots=True)
class TicketNews:
    """Something happened to a ticket."""

    ticket: str
    line: str
    number: str
    what: str
    desk: str
    state: str
    entry: str
    happened_at: datetime
    at: datetime
