"""Facts that leave reservations: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class OfferState(StrEnum):
    OPEN = "open"  # within its times
    CLOSED = "closed"  # by hand, before its time
    CANCELLED = "cancelled"  # what it was for does not take place


class Phase(StrEnum):
    """What somebody who would like to come finds at a moment."""

    NOT_YET = "not_yet"
    PLACES = "places"
    WAITING = "waiting"  # full, but there is room in the line
    FULL = "full"
    OVER = "over"  # the deadline has passed
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def takes_bookings(self) -> bool:
        return self in {Phase.PLACES, Phase.WAITING}


class BookingState(StrEnum):
    BOOKED = "booked"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Belonging(StrEnum):
    """How somebody who came belongs to a booking."""

    PHONE = "phone"  # their card is on the phone, or in the account, that applied
    STAFF = "staff"  # staff said so
    WALK_IN = "walk_in"  # had not applied, and took a place that was free


class Order(StrEnum):
    """How a list of bookings is sorted."""

    NUMBER = "number"  # of arrival
    NAME = "name"  # by its reading
    STATE = "state"  # places first, then the line, then who cancelled


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clerk of an offer decides."""

    title: str
    capacity: int
    opens_at: datetime
    closes_at: datetime
    ends_at: datetime  # when the event is over: until then people move up, and 90 days later contacts go
    waiting_places: int = 0
    most_per_booking: int = 1
    asks: tuple[str, ...] = ()  # must be said: "kana", "phone", "mail"; empty = a name and phone or mail
    note: str = ""
    url: str = ""  # the page where a person finds their bookings, from "/"


@dataclass(frozen=True, slots=True)
class Offer:
    """So many places at one thing, and how many are left."""

    key: str
    subject: str
    state: OfferState
    terms: Terms
    taken: int  # places promised
    line: int  # places asked for in the line
    cancelled_why: str
    contacts_kept: bool  # False once they were erased

    @property
    def free(self) -> int:
        return self.terms.capacity - self.taken

    @property
    def room_in_line(self) -> int:
        return max(0, self.terms.waiting_places - self.line)

    def phase(self, at: datetime) -> Phase:
        """What somebody who would like to come finds now."""
        by_hand = {OfferState.CANCELLED: Phase.CANCELLED, OfferState.CLOSED: Phase.CLOSED}
        if self.state in by_hand:
            return by_hand[self.state]
        if at < self.terms.opens_at:
            return Phase.NOT_YET
        if at >= self.terms.closes_at:
            return Phase.OVER
        if self.free:
            return Phase.PLACES
        return Phase.WAITING if self.room_in_line else Phase.FULL


@dataclass(frozen=True, slots=True)
class Contact:
    """How the organiser reaches somebody; a telephone number or a mail address is enough."""

    name: str
    kana: str = ""
    phone: str = ""
    mail: str = ""
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Booking:
    """Places promised to somebody, or their place in the line."""

    key: str
    offer: str
    subject: str
    title: str
    offer_state: OfferState
    number: int  # in the order of arrival, never given twice
    client_key: str
    person: str  # key of a device, or empty: by telephone, or the device was forgotten
    contact: Contact
    places: int
    state: BookingState
    position: int  # in the line, from 1; 0 for whoever is not in it
    answers: Mapping[str, str] = field(default_factory=dict)
    entered_by: str = ""  # the member of staff who wrote it down for a caller
    booked_at: datetime | None = None
    promoted_at: datetime | None = None
    cancelled_at: datetime | None = None
    attended_at: datetime | None = None
    attended_by_card: bool = False  # else staff ticked
    walk_in: bool = False  # came without having applied, and took a free place
    ends_at: datetime | None = None  # when what it is for is over
    url: str = ""  # the page where a person finds their bookings

    @property
    def is_live(self) -> bool:
        return self.state is not BookingState.CANCELLED and self.offer_state is not OfferState.CANCELLED


@dataclass(frozen=True, slots=True)
class BookingPage:
    """One page of a list, and how many there are in all."""

    bookings: tuple[Booking, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Bookings and places of an offer by state, without a look at anybody's name."""

    bookings: Mapping[str, int]
    places: Mapping[str, int]
    attended: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came, as check-in knows them; no name is looked at."""

    person: str
    since: datetime
    booking: str = ""  # key of theirs; empty: came without applying, and no place was free
    how: Belonging | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many came of those who applied, and how many besides; in people."""

    expected: int  # places promised to those who applied
    came: int  # of them
    to_come: int  # places of bookings of which nobody came: no-shows, once it is over
    walk_ins: int  # came without applying and took a free place
    besides: int  # came without applying when no place was free
    in_line: int  # of those who wait for a place

    @property
    def present(self) -> int:
        """Everybody who came, each counted once."""
        return self.came + self.walk_ins + self.besides + self.in_line


@dataclass(frozen=True, slots=True)
class BookingNews:
    """What became of a booking; no contact data travel with news."""

    key: str
    offer: str
    subject: str
    person: str
    number: int
    places: int
    state: BookingState
    by: str  # "person" | "staff" | "system"
    at: datetime
