"""Words for lines and tickets."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.reservations.queue import api as queue

COLOURS: dict[queue.Colour, Promise | str] = {
    queue.Colour.GREEN: lazy("空いています"),
    queue.Colour.YELLOW: lazy("少し混んでいます"),
    queue.Colour.RED: lazy("混んでいます"),
}
STATES: dict[queue.State, Promise | str] = {
    queue.State.WAITING: lazy("待っています"),
    queue.State.CALLED: lazy("呼んでいます"),
    queue.State.SERVING: lazy("窓口にいます"),
    queue.State.SKIPPED: lazy("呼びましたが、来ませんでした"),
    queue.State.DONE: lazy("終わりました"),
    queue.State.LEFT: lazy("取りやめました"),
}


def name(words: queue.Line | queue.Place | queue.Priority) -> str:
    return in_language(words.name, get_language() or "ja")


def minutes(forecast: queue.Forecast | None) -> str:
    """How long it will take, with how sure that is."""
    if forecast is None:
        return _("窓口がまだ開いていません")
    if forecast.most <= 1:
        return _("すぐ")
    said = {"median": forecast.median, "least": forecast.least, "most": forecast.most}
    return _("約%(median)s分（%(least)s〜%(most)s分）") % said


def pattern() -> dict[str, str]:
    """The same for scripts, which put numbers in the place of 111 (median), 222 (least) and 333 (most)."""
    return {
        "minutes": minutes(queue.Forecast(median=111, least=222, most=333)),
        "soon": minutes(queue.Forecast(median=0, least=0, most=0)),
        "closed": minutes(None),
    }


def why(standing: queue.Standing) -> str:
    """Why a ticket stands where it stands."""
    ticket = standing.ticket
    if standing.why is queue.Why.PRIORITY:
        found = next((one for one in queue.priorities() if one.key == ticket.priority), None)
        return (
            _("優先の人：%(why)s") % {"why": in_language(found.why, get_language() or "ja")} if found else ""
        )
    if standing.why in {queue.Why.APPOINTMENT, queue.Why.EARLY}:
        at = {"at": _hour(ticket.appointment_at or ticket.issued_at)}
        if standing.why is queue.Why.EARLY:
            return _("%(at)sの予約：その時刻に呼びます") % at
        return _("%(at)sの予約の時刻になりました") % at
    if standing.why is queue.Why.LONG:
        return _("長く待っているので、先に呼びます")
    return _("着いた順")


def call(number: str, desk: str) -> str:
    """What a screen says aloud."""
    return _("%(number)s番の方、%(desk)sの窓口へどうぞ。") % {"number": number, "desk": desk}


def rules() -> list[str]:
    """The rules of the order, for everybody to read."""
    found = queue.rules()
    said = [
        _("予約の人は、予約の時刻になったら先に呼びます。"),
        _("予約のない人は、着いた順に呼びます。"),
        _("予約の時刻から%(n)s分より遅れて着いた人は、着いた順になります。") % {"n": found.late},
        _("%(n)s分待った人は、予約の人と同じ順に入ります。") % {"n": found.long},
    ]
    for one in queue.priorities():
        said.append(_("優先の人：%(why)s") % {"why": in_language(one.why, get_language() or "ja")})
    return said


def as_of(at: datetime) -> str:
    return _("%(at)s現在") % {"at": _hour(at)}


def _hour(at: datetime) -> str:
    return ui.hour(clock.local(at).time())
