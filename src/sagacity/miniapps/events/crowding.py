"""How full it is at an event right now: worked out of check-in, a word and never a number."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.checkin import api as checkin
from sagacity.kit import clock
from sagacity.kit.ui import api as ui

WORDS: dict[str, Promise] = {
    "free": _("空いています"),
    "busy": _("やや混雑"),
    "crowded": _("混雑"),
    "full": _("満員です"),
    "": _("定員が決まっていません"),
}
COLOURS = {"free": "green", "busy": "yellow", "crowded": "orange", "full": "red", "": ""}
ICONS = {"free": "success", "busy": "info", "crowded": "warning", "full": "close"}


@dataclass(frozen=True, slots=True)
class Now:
    """The word, how it looks, and when it was true."""

    word: Promise
    colour: str
    icon: str
    at: str


def now(subject: str, at: datetime) -> Now | None:
    """How full it is while people are being received; nothing before, afterwards, or without a capacity."""
    reception = checkin.reception_at(subject=subject, purpose=checkin.Purpose.EVENT)
    if reception is None or not reception.capacity:
        return None
    said = checkin.count(reception=reception.key).crowding
    return Now(WORDS[said], COLOURS[said], ICONS[said], ui.hour(clock.local(at).time()))
