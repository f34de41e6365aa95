"""A called number is told on its phone, in the six languages of the city."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.reservations.queue import models, plan, types
from sagacity.reservations.queue.types import What

APP = "waiting"  # in whose name the notice stands
MARK = "reservations.ticket"  # whoever waits is somebody the city can reach
OVER = (types.State.DONE, types.State.LEFT)
STALE = timedelta(minutes=5)  # a call that a station told of later helps nobody any more
USEFUL = timedelta(minutes=15)

CALLED = _("%(number)s番：%(desk)sの窓口へどうぞ")
CALLED_BODY = _(
    "受付番号%(number)sの順番です。%(desk)sの窓口に来てください。離れた所にいるときは、受付に番号を言えば、また呼びます。"
)
REMOTE = _("%(number)s番：リモート窓口の順番です")
REMOTE_BODY = _("受付番号%(number)sの順番です。ここを開いて、リモート窓口に入ってください。")


def keep_reachable(news: types.TicketNews) -> None:
    """Let messaging know a person by the tickets they wait with, and no longer once they are over."""
    held = models.Holder.objects.filter(ticket__key=news.ticket).first()
    if held is not None:
        live = models.Ticket.objects.filter(held_by__person=held.person).exclude(state__in=OVER)
        keys = set(live.values_list("key", flat=True))
        messaging.mark(person=held.person, kind=MARK, values=keys, language=held.language, at=news.at)


def let_go(*, person: str, at: datetime) -> None:
    """The day is over: nothing is left by which messaging would know of tickets."""
    messaging.mark(person=person, kind=MARK, values=(), language="", at=at)


def that_it_is_called(news: types.TicketNews) -> None:
    """Tell the phone that holds a ticket; once for each call, and not when the call is long over."""
    if news.what != What.CALLED or news.state != types.State.CALLED or news.at - news.happened_at > STALE:
        return
    held = models.Holder.objects.filter(ticket__key=news.ticket).first()
    if held is None:
        return
    words = {"number": news.number, "desk": news.desk}
    line = plan.plan().lines.get(news.line)
    is_remote = line is not None and line.remote
    draft = messaging.draft_for(
        people=[held.person],
        title=_said(REMOTE if is_remote else CALLED, words),
        body=_said(REMOTE_BODY if is_remote else CALLED_BODY, words),
        url="/apps/remote/" if is_remote else f"/apps/waiting/{news.ticket}/",
        useful_until=news.at + USEFUL,
        at=news.at,
        loudness=messaging.Loudness.URGENT,
    )
    messaging.remind(client_key=f"queue.called:{news.entry}", draft=draft, app=APP, at=news.at)


def _said(text: Promise | str, words: dict[str, str]) -> dict[str, str]:
    """One sentence in every language of the city."""
    return ui.in_every_language(lambda _code: str(text) % words, of_room=__name__)
