"""How applications speak: where an offer stands, where a booking stands, why one was refused."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit.ui import api as ui
from sagacity.reservations import api as reservations
from sagacity.reservations.api import BookingState, Phase


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something stands: a word, a sentence, how it looks."""

    word: str
    text: str
    icon: str
    colour: str  # of the chip: green, yellow, red or none


def people(number: int) -> str:
    return _("1人") if number == 1 else _("%(n)s人") % {"n": number}


def _together(*sentences: str) -> str:
    """Sentences one after another, with a space where the language writes one."""
    between = "" if get_language() in {"ja", "zh-hans"} else " "
    return between.join(filter(None, sentences))


def of_offer(offer: reservations.Offer, at: datetime) -> Standing:
    """What somebody who would like to come should know first."""
    until = _("申し込みは%(until)sまで。") % {"until": ui.moment(offer.terms.closes_at)}
    phase = offer.phase(at)
    if phase is Phase.PLACES:
        return Standing(
            _("受付中"),
            _together(_("あと%(n)s人、参加できます。") % {"n": offer.free}, until),
            "check",
            "green",
        )
    if phase is Phase.WAITING:
        text = _(
            "定員（%(capacity)s人）に達しました。いま申し込むとキャンセル待ちになります。"
            "席があくと、順番にお知らせします。いま%(line)s人が待っています。"
        )
        words = {"capacity": offer.terms.capacity, "line": offer.line}
        return Standing(_("キャンセル待ち受付中"), _together(text % words, until), "clock", "yellow")
    return _closed(offer, phase)


def _closed(offer: reservations.Offer, phase: Phase) -> Standing:
    """Why nobody can apply, and what may still help."""
    opens, closed = ui.moment(offer.terms.opens_at), ui.moment(offer.terms.closes_at)
    said = {
        Phase.NOT_YET: (_("受付前"), _("申し込みは%(opens)sに始まります。") % {"opens": opens}),
        Phase.FULL: (
            _("満員"),
            _("定員に達しました。キャンセル待ちもいっぱいです。取り消しがあると、また申し込めます。"),
        ),
        Phase.OVER: (_("受付終了"), _("申し込みは%(closed)sに締め切りました。") % {"closed": closed}),
        Phase.CLOSED: (
            _("受付終了"),
            _("主催者が受付を終わりました。くわしくは問い合わせ先にきいてください。"),
        ),
        Phase.CANCELLED: (_("中止"), _together(_("この催しは中止になりました。"), offer.cancelled_why)),
    }
    word, text = said[phase]
    return Standing(word, text, "info" if phase is Phase.NOT_YET else "close", "")


def of_booking(booking: reservations.Booking, at: datetime) -> Standing:
    """What the person should know of their own booking."""
    if booking.offer_state is reservations.OfferState.CANCELLED:
        return Standing(_("中止"), _("この催しは中止になりました。手続きはいりません。"), "warning", "red")
    if booking.state is BookingState.CANCELLED:
        return Standing(_("取り消しました"), _("この申し込みは取り消されています。"), "close", "")
    if booking.ends_at and at >= booking.ends_at:
        return Standing(_("終わりました"), _("この催しは終わりました。"), "history", "")
    if booking.state is BookingState.WAITING:
        text = _(
            "キャンセル待ちの%(position)s番目です。席があいたら、お知らせします。まだ参加は決まっていません。"
        )
        return Standing(_("キャンセル待ち"), text % {"position": booking.position}, "clock", "yellow")
    text = _("キャンセル待ちから繰り上がりました。") if booking.promoted_at else ""
    return Standing(
        _("参加できます"), _together(text, _("当日は受付番号を言ってください。")), "success", "green"
    )


def refusal(problem: reservations.Refused, offer: reservations.Offer) -> str:
    """Why it was refused, and what to do."""
    if isinstance(problem, reservations.Full):
        return _full(problem)
    if isinstance(problem, reservations.TooManyPlaces):
        return _("1回の申し込みは%(most)s人までです。人数を減らしてください。") % {"most": problem.most}
    if isinstance(problem, reservations.AlreadyBooked):
        if problem.by == "phone":
            return _(
                "この電話番号では、もう申し込まれています。変えたいときは、先に前の申し込みを取り消してください。"
            )
        return _(
            "このメールアドレスでは、もう申し込まれています。変えたいときは、先に前の申し込みを取り消してください。"
        )
    if isinstance(problem, reservations.TooManyFromDevice):
        return _(
            "1台の端末から申し込めるのは3件までです。それより多いときは、問い合わせ先に電話してください。"
        )
    phase = {
        "not_yet": Phase.NOT_YET,
        "over": Phase.OVER,
        "closed": Phase.CLOSED,
        "cancelled": Phase.CANCELLED,
    }
    return _closed(offer, phase[problem.code]).text


def _full(problem: reservations.Full) -> str:
    if problem.free or problem.room_in_line:
        words = {"free": problem.free, "line": problem.room_in_line}
        return _("その人数では入れません。空きは%(free)s人、キャンセル待ちはあと%(line)s人です。") % words
    return _(
        "ちょうど今、満員になりました。キャンセル待ちもいっぱいです。取り消しがあると、また申し込めます。"
    )


def contact_problem(problem: reservations.BadContact) -> str:
    if problem.field == "mail":
        return _("メールアドレスが読み取れません。taro@example.jp のように書いてください。")
    if problem.field == "phone" and problem.why == "unreadable":
        return _("電話番号が読み取れません。市外局番から、0952-24-3151 のように書いてください。")
    if problem.field == "phone":
        return _("電話番号かメールアドレスを書いてください。取り消しや変更のときに連絡します。")
    return _("ここを書いてください。")
