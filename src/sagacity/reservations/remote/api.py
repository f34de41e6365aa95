"""What other rooms may use of the remote counter: calls, seats, messages, what is shown."""

from sagacity.reservations.remote.calls import (
    accept,
    call,
    call_of,
    calls_with,
    end,
    enter,
    hand_over,
    put_aside,
    show,
    tell,
)
from sagacity.reservations.remote.messages import LARGEST, LONGEST_TEXT, hear, say
from sagacity.reservations.remote.refusals import (
    NoSuchCall,
    NoSuchSeat,
    NotNow,
    NotRemote,
    NotYours,
    Refused,
    TooLarge,
    TooMany,
)
from sagacity.reservations.remote.screen import as_context
from sagacity.reservations.remote.seats import invite, say_name, seat, seats
from sagacity.reservations.remote.servers import servers
from sagacity.reservations.remote.types import Call, Kind, Message, Role, Seat, State

__all__ = [
    "LARGEST",
    "LONGEST_TEXT",
    "Call",
    "Kind",
    "Message",
    "NoSuchCall",
    "NoSuchSeat",
    "NotNow",
    "NotRemote",
    "NotYours",
    "Refused",
    "Role",
    "Seat",
    "State",
    "TooLarge",
    "TooMany",
    "accept",
    "as_context",
    "call",
    "call_of",
    "calls_with",
    "end",
    "enter",
    "hand_over",
    "hear",
    "invite",
    "put_aside",
    "say",
    "say_name",
    "seat",
    "seats",
    "servers",
    "show",
    "tell",
]
