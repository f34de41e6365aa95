"""What is said of a time: how it stands, and why it could not be had: what happened, why, what to do next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sagacity.kit import clock, keys
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.api import SlotState

GROUPS: dict[slots.Group, Promise] = {
    slots.Group.COUNTER: gettext_lazy("窓口"),
    slots.Group.VIDEO: gettext_lazy("ビデオの窓口"),
    slots.Group.FACILITY: gettext_lazy("施設"),
}
ICONS = {slots.Group.COUNTER: "people", slots.Group.VIDEO: "camera", slots.Group.FACILITY: "city"}
NUMBER_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Said:
    """A heading, a sentence, and how loud, as banners are."""

    title: str
    text: str
    kind: str = "info"


def own(words: slots.Service | slots.Resource) -> str:
    """A name in the reader's language."""
    return in_language(words.name, get_language() or "ja")


def told(words: slots.Service | slots.Resource) -> str:
    """What a pack says of a service, or of how to get in, in the reader's language."""
    text = words.about if isinstance(words, slots.Service) else words.note
    return in_language(text, get_language() or "ja") if text else ""


def number(key: str) -> str:
    """The number by which people name a booking."""
    return keys.parse(key).local[:NUMBER_LETTERS].upper()


def when(slot: slots.Slot) -> str:
    """A day and from when till when."""
    return span(slot.begins, slot.ends)


def span(begins: datetime, ends: datetime) -> str:
    return f"{ui.short_day(clock.day(begins))} {hour(begins)}–{hour(ends)}"


def hour(at: datetime) -> str:
    return f"{clock.local(at):%H:%M}"


def minutes(length: timedelta) -> str:
    """1時間30分, 45分."""
    hours, rest = divmod(length // timedelta(minutes=1), 60)
    if not hours:
        return _("%(minutes)s分") % {"minutes": rest}
    if not rest:
        return _("%(hours)s時間") % {"hours": hours}
    return _("%(hours)s時間%(minutes)s分") % {"hours": hours, "minutes": rest}


def of(slot: slots.Slot, at: datetime) -> Said:
    """How a time stands."""
    match slot.state:
        case SlotState.HELD if slot.expires_at and slot.expires_at > at:
            until = ui.moment(slot.expires_at)
            if clock.day(slot.expires_at) == clock.day(at):
                until = hour(slot.expires_at)
            text = _("%(until)sまで、ほかの人は取れません。下のボタンで決めてください。") % {"until": until}
            return Said(_("まだ決まっていません"), text, "warning")
        case SlotState.HELD | SlotState.RELEASED:
            text = _("決める時間がすぎたので、ほかの人も取れるようになりました。もう一度選んでください。")
            return Said(_("この時間は取れていません"), text, "warning")
        case SlotState.CONFIRMED if slot.ends > at:
            return Said(_("予約できています"), _("この画面を見せるか、予約番号を言ってください。"), "success")
        case SlotState.MOVED:
            return Said(_("時間を変えました"), _("新しい予約を見てください。"))
        case SlotState.CANCELLED:
            return Said(_("取り消しました"), _("この予約は、もうありません。"))
        case SlotState.NO_SHOW:
            return Said(_("来られなかった予約です"), _("次は、来られないとき早めに取り消してください。"))
    return Said(_("終わった予約です"), _("ご利用ありがとうございました。"))


def refusal(problem: Exception) -> Said:
    """Why a time could not be had, moved or given back."""
    if isinstance(problem, slots.NotOffered):
        return _not_offered(problem.reason)
    for kind, title, text in _REFUSALS:
        if isinstance(problem, kind):
            return Said(str(title), str(text), "error")
    return Said(_("できませんでした"), _("時間を選び直してください。"), "error")


def _not_offered(reason: str) -> Said:
    texts = {
        "too_soon": _("もうすぐ始まる時間なので、予約できません。あとの時間を選んでください。"),
        "too_far": _("まだ予約が始まっていない日です。近い日を選んでください。"),
        "too_short": _("短すぎます。長さを選び直してください。"),
        "too_long": _("長すぎます。長さを選び直してください。"),
    }
    text = texts.get(reason, _("その時間は開いていません。下の時間から選んでください。"))
    return Said(_("この時間は予約できません"), text, "error")


_REFUSALS: tuple[tuple[type[Exception], Promise, Promise], ...] = (
    (
        slots.Taken,
        gettext_lazy("いま、ほかの人が取りました"),
        gettext_lazy("見ている間に、その時間がうまりました。下の時間から選んでください。"),
    ),
    (
        slots.TooMany,
        gettext_lazy("これ以上は予約できません"),
        gettext_lazy(
            "1人が持てる数まで予約しています。「わたしの予約」で、いらないものを取り消してください。"
        ),
    ),
    (
        slots.HoldOver,
        gettext_lazy("この時間は取れていません"),
        gettext_lazy("決める時間がすぎました。もう一度選んでください。"),
    ),
    (
        slots.TooLate,
        gettext_lazy("ここでは変えられません"),
        gettext_lazy("始まる時間が近いためです。担当課に電話してください。"),
    ),
    (
        slots.PaymentUnderWay,
        gettext_lazy("支払いの途中です"),
        gettext_lazy("「支払い」で、その支払いをやめるか終わらせてから、もう一度押してください。"),
    ),
    (
        slots.OtherPrice,
        gettext_lazy("料金のちがう時間です"),
        gettext_lazy("同じ料金の時間を選ぶか、取り消してから予約し直してください。"),
    ),
    (
        slots.StillFree,
        gettext_lazy("空いている時間があります"),
        gettext_lazy("待たなくても予約できます。下の時間から選んでください。"),
    ),
    (
        slots.ClientKeyTaken,
        gettext_lazy("もう一度選んでください"),
        gettext_lazy("画面が古くなっていました。下の時間から選んでください。"),
    ),
    (
        slots.NotOpen,
        gettext_lazy("申し込みの時間ではありません"),
        gettext_lazy("受け付けの始まりと終わりを見てください。"),
    ),
    (
        slots.BadWish,
        gettext_lazy("希望を選んでください"),
        gettext_lazy("1つ以上、ちがう時間を選んでください。"),
    ),
)
