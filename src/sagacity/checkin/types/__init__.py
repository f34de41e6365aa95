"""Facts that leave checkin: frozen, without database rows behind them."""

from sagacity.checkin.types.entries import Answer, Entry, Kind, Receipt, Record, Verdict, Visitor, Way
from sagacity.checkin.types.people import Arrival, Attended, Certificate, Doubt, Guest, Question, Same, Stay
from sagacity.checkin.types.receptions import Count, Device, Purpose, Reception, ReceptionNews

__all__ = [
    "Answer",
    "Arrival",
    "Attended",
    "Certificate",
    "Count",
    "Device",
    "Doubt",
    "Entry",
    "Guest",
    "Kind",
    "Purpose",
    "Question",
    "Receipt",
    "Reception",
    "ReceptionNews",
    "Record",
    "Same",
    "Stay",
    "Verdict",
    "Visitor",
    "Way",
]
