"""Facts that leave slots: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

Words = Mapping[str, str]  # by language, "ja" always


class SlotState(StrEnum):
    HELD = "held"  # kept for a few minutes while somebody decides
    CONFIRMED = "confirmed"
    RELEASED = "released"  # the hold ended, or was given back
    CANCELLED = "cancelled"
    MOVED = "moved"  # another slot took its place
    CAME = "came"
    NO_SHOW = "no_show"


LIVE = (SlotState.HELD, SlotState.CONFIRMED, SlotState.CAME)


class Kind(StrEnum):
    """What a resource is."""

    DESK = "desk"
    ROOM = "room"
    HALL = "hall"
    VIDEO = "video"
    TABLET = "tablet"
    INTERPRETER = "interpreter"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Resource:
    """Something whose time is promised."""

    key: str
    name: Words
    kind: Kind
    area: str  # what is booked together stands in one area: a hall with its halves, the desks of a division
    calendar: str  # key in hours.toml
    parent: str = ""
    skills: tuple[str, ...] = ()
    note: Words = field(default_factory=dict)  # how to get in


class Group(StrEnum):
    """Where a service stands in the list of what can be booked."""

    COUNTER = "counter"
    VIDEO = "video"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Back:
    """How much of what was paid goes back to whoever cancels in time."""

    before: timedelta  # the start
    percent: int


@dataclass(frozen=True, slots=True)
class Service:
    """What can be booked, and on which terms."""

    key: str
    name: Words
    area: str
    resources: tuple[str, ...]  # keys, the first to be taken first
    length: timedelta  # usual; a caller may ask for another between the next two
    shortest: timedelta
    longest: timedelta
    grid: timedelta  # starts lie on it, from midnight in Japan
    before: timedelta = timedelta()  # buffers
    after: timedelta = timedelta()
    days_ahead: int = 60
    notice: timedelta = timedelta(hours=1)  # how long before the start booking ends
    cancel_until: timedelta = timedelta()  # how long before the start cancelling ends
    hold: timedelta = timedelta(minutes=10)
    most: int = 1  # slots to come of one person; 0: no limit
    skills: tuple[str, ...] = ()  # a resource must have them all
    group: Group = Group.COUNTER
    about: Words = field(default_factory=dict)  # what it is, and what to bring
    division: str = ""  # who answers for it
    level: int = 0  # how sure we must be who books
    fee: str = ""  # key in fees.toml; "": free of charge
    fee_unit: timedelta = timedelta(hours=1)  # begun ones count whole
    backs: tuple[Back, ...] = ()  # the longest before first; none: nothing goes back
    offer: timedelta = timedelta(hours=12)  # how long somebody who waited may think
    is_confirmed: bool = False  # the city has said so itself


@dataclass(frozen=True, slots=True)
class Slot:
    """A time promised to somebody."""

    key: str
    service: str
    resource: str
    begins: datetime
    ends: datetime
    state: SlotState
    holder: str  # key of a resident or device; "" for somebody staff wrote down
    subject: str  # what it is for, such as a set of procedures
    expires_at: datetime | None  # of a hold
    moved_to: str = ""
    series: str = ""  # key shared by the slots of a series

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Free:
    """A start at which so many resources are free."""

    begins: datetime
    resources: int


@dataclass(frozen=True, slots=True)
class SlotNews:
    """Something happened to a slot."""

    slot: str
    service: str
    resource: str
    begins: str  # ISO 8601
    ends: str
    holder: str
    subject: str
    state: str
    moved_to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """How the desk reaches somebody; all of it may be empty."""

    name: str = ""
    phone: str = ""
    mail: str = ""
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class BackUntil:
    """Cancelled up to this moment, so much goes back."""

    until: datetime
    percent: int
    yen: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What a time costs, and what goes back of it when; told before anybody confirms."""

    yen: int
    backs: tuple[BackUntil, ...]
    cancel_until: datetime


class WaiterState(StrEnum):
    """How it stands with somebody who waits for a time to come free."""

    WAITING = "waiting"
    OFFERED = "offered"  # a time is kept for them for a while
    TAKEN = "taken"
    PASSED = "passed"  # they let an offer end
    LEFT = "left"
    OVER = "over"  # the time they wanted is over


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits."""

    key: str
    service: str
    holder: str
    since: datetime  # they would come between these moments
    until: datetime
    length: timedelta
    state: WaiterState
    position: int  # in the line, from 1; 0: not in it
    slot: str  # kept for them


@dataclass(frozen=True, slots=True)
class WaiterNews:
    """Somebody who waited is offered a time."""

    waiter: str
    slot: str
    service: str
    holder: str
    begins: str  # ISO 8601
    until: str  # the offer ends
    at: datetime


@dataclass(frozen=True, slots=True)
class Missed:
    """A date of a series that could not be promised."""

    begins: datetime
    why: str  # "taken", or the word of NotOffered


@dataclass(frozen=True, slots=True)
class Series:
    """The same time every so many days."""

    key: str
    slots: tuple[Slot, ...]
    missed: tuple[Missed, ...] = ()


class RoundState(StrEnum):
    """How far a round of lots has come."""

    OPEN = "open"
    FROZEN = "frozen"  # the list is published; nobody enters or leaves
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Lot:
    """One time that a round gives away."""

    resource: str
    begins: datetime
    length: timedelta


@dataclass(frozen=True, slots=True)
class Round:
    """Times that more people want than there are, given away by a draw anyone can work out again."""

    key: str
    service: str
    name: Words
    lots: tuple[Lot, ...]
    opens_at: datetime
    closes_at: datetime
    state: RoundState
    promise: str  # SHA-256 of the seed, published from the beginning
    numbers: tuple[str, ...]  # of the frozen list
    digest: str  # SHA-256 of that list
    seed: str  # "" until it is drawn
    order: tuple[str, ...]
    results: Mapping[str, int]  # number of an entrant to the number of the lot, from 1


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who takes part in a round."""

    key: str
    round: str
    number: str
    holder: str
    wishes: tuple[int, ...]  # numbers of lots from 1, the dearest first
    slot: str  # won


@dataclass(frozen=True, slots=True)
class Absence:
    """A resource away for a while."""

    number: int
    resource: str
    begins: datetime
    ends: datetime
    because: str
