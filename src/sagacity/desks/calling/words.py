"""Words for lines and tickets, for staff."""

from datetime import datetime, timedelta

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
    queue.State.WAITING: lazy("待っている"),
    queue.State.CALLED: lazy("呼んでいる"),
    queue.State.SERVING: lazy("窓口にいる"),
    queue.State.SKIPPED: lazy("不在"),
    queue.State.DONE: lazy("終わった"),
    queue.State.LEFT: lazy("取りやめた"),
}
WHYS: dict[queue.Why, Promise | str] = {
    queue.Why.APPOINTMENT: lazy("予約の時刻になった"),
    queue.Why.PRIORITY: lazy("優先"),
    queue.Why.LONG: lazy("長く待っている"),
    queue.Why.ARRIVAL: lazy("着いた順"),
    queue.Why.EARLY: lazy("予約の時刻の前"),
}
WHATS: dict[queue.What, Promise | str] = {
    queue.What.ISSUED: lazy("番号を出した"),
    queue.What.CALLED: lazy("呼んだ"),
    queue.What.STARTED: lazy("始めた"),
    queue.What.ENDED: lazy("終えた"),
    queue.What.LEFT: lazy("取りやめた"),
    queue.What.SKIPPED: lazy("不在にした"),
    queue.What.RETURNED: lazy("列に戻した"),
    queue.What.TRANSFERRED: lazy("引き継いだ"),
}


def named(one: queue.Line | queue.Place | queue.Priority) -> str:
    return in_language(one.name, get_language() or "ja")


def line(key: str) -> str:
    """The name of a line; one that the pack no longer has keeps its key."""
    try:
        return named(queue.line(key=key))
    except queue.NoSuchLine:
        return key


def minutes(forecast: queue.Forecast | None) -> str:
    if forecast is None:
        return "—"
    said = {"median": forecast.median, "least": forecast.least, "most": forecast.most}
    return _("約%(median)s分（%(least)s〜%(most)s分）") % said


def since(moment: datetime, at: datetime) -> str:
    return _("%(n)s分前から") % {"n": max(0, (at - moment) // timedelta(minutes=1))}


def hour(at: datetime) -> str:
    return ui.hour(clock.local(at).time())


def conflict(one: queue.Conflict) -> str:
    """What did not fit, and whether it counts."""
    said = {
        "what": WHATS[one.what],
        "state": STATES[one.found],
        "at": hour(one.clock),
        "who": one.branch or "—",
    }
    if one.counted:
        seen = _("%(at)s 発券機 %(who)s：「%(state)s」のときに「%(what)s」。目で見たことなので、数えました。")
        return seen % said
    other = _("%(at)s 発券機 %(who)s：「%(state)s」のときに「%(what)s」。先の記録と合わず、数えていません。")
    return other % said
