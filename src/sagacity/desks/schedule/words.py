"""How times stand, and why something could not be done, for staff."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sagacity.kit import clock, keys
from sagacity.kit.manifest import in_language
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.api import SlotState

STATES: dict[SlotState, Promise] = {
    SlotState.HELD: _("選んでいる途中"),
    SlotState.CONFIRMED: _("予約"),
    SlotState.RELEASED: _("決まらなかった"),
    SlotState.CANCELLED: _("取り消し"),
    SlotState.MOVED: _("移動した"),
    SlotState.CAME: _("来た"),
    SlotState.NO_SHOW: _("来なかった"),
}
REASONS: dict[str, Promise] = {
    "taken": _("ほかの予約があります"),
    "closed": _("開いていません"),
    "off_grid": _("始まりの間かくに合いません"),
    "too_soon": _("もう始まっています"),
    "too_far": _("遠すぎる日です"),
    "too_short": _("短すぎます"),
    "too_long": _("長すぎます"),
}
LETTERS = 6


def own(words: slots.Service | slots.Resource) -> str:
    return in_language(words.name, get_language() or "ja")


def number(key: str) -> str:
    """The number by which people name a booking."""
    return keys.parse(key).local[:LETTERS].upper()


def span(slot: slots.Slot) -> str:
    return f"{clock.local(slot.begins):%H:%M}–{clock.local(slot.ends):%H:%M}"


def why_not(problem: Exception) -> str:
    """Why nothing was done, and what to do."""
    if isinstance(problem, slots.NotOffered):
        return str(REASONS.get(problem.reason, REASONS["closed"]))
    texts: dict[type[Exception], Promise] = {
        slots.Taken: REASONS["taken"],
        slots.HoldOver: _("この予約は、もう動かせません。画面を開き直してください。"),
        slots.PaymentUnderWay: _("払う人が支払いの途中です。数分たってから、もう一度押してください。"),
        slots.OtherPrice: _("料金のちがう時間です。取り消してから、予約し直してください。"),
        slots.ClientKeyTaken: _("画面が古くなっていました。もう一度書いてください。"),
        slots.BadService: _("休みは、始まりを終わりより前にし、理由を書いてください。"),
    }
    return str(texts.get(type(problem), _("できませんでした。画面を開き直してください。")))
