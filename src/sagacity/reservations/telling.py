"""What people are told of their bookings, in the six languages of the city."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.reservations import bookings, contact_mail, types

APP = "events"  # in whose name the notice stands among a person's notices
MARK = "reservations.offer"  # whoever has applied is somebody the city can reach, until they cancel
LONGEST_TITLE = 120

MOVED_UP = _("参加できます：%(title)s")
MOVED_UP_BODY = _(
    "「%(title)s」のキャンセル待ちから繰り上がり、参加できるようになりました。"
    "受付番号%(number)s、%(places)s人です。"
    "来られないときは、早めに取り消してください。待っている人が参加できます。"
)
BOOKED = _("申し込みを受け付けました：%(title)s")
BOOKED_BODY = _(
    "「%(title)s」に参加できます。受付番号%(number)s、%(places)s人です。当日は受付番号を言ってください。"
)
IN_LINE_BODY = _(
    "「%(title)s」はいま満員です。キャンセル待ちの受付番号%(number)s、%(places)s人です。"
    "席があいたら、お知らせします。"
)
CANCELLED = _("申し込みが取り消されました：%(title)s")
CANCELLED_BODY = _(
    "「%(title)s」の申し込み（受付番号%(number)s）を、主催者が取り消しました。"
    "思い当たることがないときは、主催者に電話でたずねてください。"
)
CALLED_OFF = _("中止になりました：%(title)s")
CALLED_OFF_BODY = _("「%(title)s」は中止になりました。あなたの手続きはいりません。主催者から：%(why)s")
CALLED_OFF_PLAIN = _("「%(title)s」は中止になりました。あなたの手続きはいりません。")


def keep_reachable(news: types.BookingNews) -> None:
    """Let messaging know a person by what they have applied for, and no longer once they have cancelled."""
    if not news.person:
        return
    live = [one for one in bookings.bookings_of(person=news.person) if one.is_live]
    language = bookings.booking(key=news.key).contact.language
    messaging.mark(
        person=news.person, kind=MARK, values={one.subject for one in live}, language=language, at=news.at
    )


def that_it_is_booked(news: types.BookingNews) -> None:
    """By mail alone: the page said it when they applied, and a caller has no page."""
    booking = bookings.booking(key=news.key)
    if booking.ends_at is None or news.at >= booking.ends_at or not booking.is_live:
        return
    body = IN_LINE_BODY if news.state is types.BookingState.WAITING else BOOKED_BODY
    draft = _draft_of(booking, BOOKED, body, at=news.at)
    contact_mail.mail(booking, what="booked", draft=draft, app=APP, at=news.at)


def that_it_moved_up(news: types.BookingNews) -> None:
    """A place came free, and it is theirs now."""
    booking = bookings.booking(key=news.key)
    if booking.state is types.BookingState.BOOKED:
        _tell_one("promoted", booking, MOVED_UP, MOVED_UP_BODY, at=news.at)


def that_it_was_cancelled(news: types.BookingNews) -> None:
    """The organiser took the booking back; whoever cancels by themselves knows it."""
    if news.by == "staff":
        _tell_one("cancelled", bookings.booking(key=news.key), CANCELLED, CANCELLED_BODY, at=news.at)


def that_it_is_called_off(offer: types.Offer, *, people: Sequence[str], at: datetime) -> None:
    """What they booked does not take place: a notice on devices, a mail to each address."""
    words = {"title": offer.terms.title[:LONGEST_TITLE], "why": offer.cancelled_why}
    body = CALLED_OFF_BODY if offer.cancelled_why else CALLED_OFF_PLAIN
    draft = messaging.draft_for(
        people=people,
        title=_said(CALLED_OFF, words),
        body=_said(body, words),
        url=offer.terms.url,
        useful_until=offer.terms.ends_at,
        at=at,
    )
    contact_mail.mail_living(offer.subject, what="called-off", draft=draft, app=APP, at=at)
    if people:
        messaging.remind(client_key=f"reservations.cancelled:{offer.key}", draft=draft, app=APP, at=at)


def _tell_one(
    what: str, booking: types.Booking, title: Promise | str, body: Promise | str, *, at: datetime
) -> None:
    if booking.ends_at is None or at >= booking.ends_at:
        return
    draft = _draft_of(booking, title, body, at=at)
    contact_mail.mail(booking, what=what, draft=draft, app=APP, at=at)
    if booking.person:
        messaging.remind(client_key=f"reservations.{what}:{booking.key}", draft=draft, app=APP, at=at)


def _draft_of(
    booking: types.Booking, title: Promise | str, body: Promise | str, *, at: datetime
) -> messaging.Draft:
    words = {
        "title": booking.title[:LONGEST_TITLE],
        "number": booking.number,
        "places": booking.places,
    }
    useful_until = booking.ends_at or at
    return messaging.draft_for(
        people=[booking.person],
        title=_said(title, words),
        body=_said(body, words),
        url=booking.url,
        useful_until=useful_until,
        at=at,
    )


def _said(text: Promise | str, words: Mapping[str, object]) -> dict[str, str]:
    """One sentence in every language of the city."""
    return ui.in_every_language(lambda _code: str(text) % words, of_room=__name__)
