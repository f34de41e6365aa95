"""What other rooms may use of checkin: receptions, their devices, what arrived, and who is here."""

from sagacity.checkin.arrivals import arrivals
from sagacity.checkin.at_desk import NotHere, check_out, take_down
from sagacity.checkin.attended import attended
from sagacity.checkin.certificates import (
    NoSuchCertificate,
    NotAttended,
    NotSettled,
    certificate,
    certificates,
)
from sagacity.checkin.certificates import issue as issue_certificate
from sagacity.checkin.certificates import look as look_at_certificate
from sagacity.checkin.certificates import plain as plain_number
from sagacity.checkin.checking import check_cards
from sagacity.checkin.counts import count
from sagacity.checkin.devices import NoSuchDevice, device, devices, end_device, enrol_device, rename_device
from sagacity.checkin.evidence import entries, evidence, is_entry_of, people_of, said_same
from sagacity.checkin.files import BrokenFile, as_json, from_json, receive_file
from sagacity.checkin.files import write as write_file
from sagacity.checkin.questions import (
    ANSWERS,
    AnsweredBefore,
    BadAnswer,
    NoSuchQuestion,
    answer,
    correct,
    propose_sameness,
    questions,
)
from sagacity.checkin.receiving import receive
from sagacity.checkin.receptions import (
    NoSuchReception,
    ReceptionOver,
    close_reception,
    open_reception,
    reception,
    reception_at,
    receptions,
    receptions_at,
)
from sagacity.checkin.roster import NoNames, named, roster
from sagacity.checkin.sameness import SaidAlready
from sagacity.checkin.sameness import say as say_same
from sagacity.checkin.sameness import take_back as take_back_same
from sagacity.checkin.shown import NotAsked, shown
from sagacity.checkin.signals import reception_changed, reception_closed, reception_opened
from sagacity.checkin.stays import stays, stays_of
from sagacity.checkin.types import (
    Answer,
    Arrival,
    Attended,
    Certificate,
    Count,
    Device,
    Doubt,
    Entry,
    Guest,
    Kind,
    Purpose,
    Question,
    Receipt,
    Reception,
    ReceptionNews,
    Record,
    Same,
    Stay,
    Verdict,
    Visitor,
    Way,
)

__all__ = [
    "ANSWERS",
    "Answer",
    "AnsweredBefore",
    "Arrival",
    "Attended",
    "BadAnswer",
    "BrokenFile",
    "Certificate",
    "Count",
    "Device",
    "Doubt",
    "Entry",
    "Guest",
    "Kind",
    "NoNames",
    "NoSuchCertificate",
    "NoSuchDevice",
    "NoSuchQuestion",
    "NoSuchReception",
    "NotAsked",
    "NotAttended",
    "NotHere",
    "NotSettled",
    "Purpose",
    "Question",
    "Receipt",
    "Reception",
    "ReceptionNews",
    "ReceptionOver",
    "Record",
    "SaidAlready",
    "Same",
    "Stay",
    "Verdict",
    "Visitor",
    "Way",
    "answer",
    "arrivals",
    "as_json",
    "attended",
    "certificate",
    "certificates",
    "check_cards",
    "check_out",
    "close_reception",
    "correct",
    "count",
    "device",
    "devices",
    "end_device",
    "enrol_device",
    "entries",
    "evidence",
    "from_json",
    "is_entry_of",
    "issue_certificate",
    "look_at_certificate",
    "named",
    "open_reception",
    "people_of",
    "plain_number",
    "propose_sameness",
    "questions",
    "receive",
    "receive_file",
    "reception",
    "reception_at",
    "reception_changed",
    "reception_closed",
    "reception_opened",
    "receptions",
    "receptions_at",
    "rename_device",
    "roster",
    "said_same",
    "say_same",
    "shown",
    "stays",
    "stays_of",
    "take_back_same",
    "take_down",
    "write_file",
]
