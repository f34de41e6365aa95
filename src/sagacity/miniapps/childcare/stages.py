"""Where a dose stands, in words and colours, and what is to be done about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from sagacity.miniapps.childcare.rules.judging import State
from sagacity.miniapps.childcare.rules.schedule import Step

_STAGES = {
    State.CLOSING: (later("もうすぐ終わり"), "red", "warning"),
    State.OVERDUE: (later("標準の時期をすぎた"), "orange", "clock"),
    State.STANDARD: (later("今が標準の時期"), "green", "check"),
    State.OPEN: (later("受けられる"), "blue", "check"),
    State.UNSURE: (later("生まれた日で変わる"), "yellow", "help"),
    State.EARLY: (later("まだ早い"), "", "clock"),
    State.AFTER: (later("前の回のあと"), "", "clock"),
    State.CLOSED: (later("期間が終わった"), "", "close"),
    State.DONE: (later("受けた"), "blue", "success"),
    State.DONE_EARLY: (later("早すぎたかもしれない"), "orange", "warning"),
    State.DONE_LATE: (later("期間のあとに受けた"), "yellow", "info"),
}
_ADVICE = {
    (State.CLOSING, ""): later("期間の終わりが近づいています。早めに医療機関に相談してください。"),
    (State.OVERDUE, ""): later("標準の時期はすぎましたが、まだ受けられます。"),
    (State.UNSURE, ""): later("生まれた月だけでは決まりません。生まれた日を入れるとはっきりします。"),
    (State.CLOSED, "age"): later("期間が終わりました。受けたいときは、医師か市に相談してください。"),
    (State.CLOSED, "start"): later(
        "この日をすぎてから始めることは勧められていません。医師に相談してください。"
    ),
    (State.EARLY, "interval"): later("前の回から、決められた間隔をあけます。"),
    (State.EARLY, "live"): later("別の注射生ワクチンから27日以上あけます。"),
    (State.DONE_EARLY, "age"): later(
        "受けられる年齢になる前の日付です。日付が正しければ、医師に相談してください。"
    ),
    (State.DONE_EARLY, "interval"): later(
        "前の回からの間隔が足りません。日付が正しければ、医師に相談してください。"
    ),
    (State.DONE_EARLY, "live"): later(
        "別の注射生ワクチンから27日あいていません。日付が正しければ、医師に相談してください。"
    ),
    (State.DONE_LATE, "age"): later("定期接種の期間のあとの日付です。"),
    (State.DONE_LATE, "start"): later("勧められる時期のあとに始めた日付です。医師に相談してください。"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A state as a chip shows it."""

    label: str
    colour: str
    icon: str


def of(state: State, *, is_checkup: bool = False) -> Stage:
    """The chip of a state; of a check-up nobody says that it was given too early for its effect."""
    label, colour, icon = _STAGES[state]
    if is_checkup and state is State.DONE_EARLY:
        return Stage(_("期間の前に受けた"), "yellow", "info")
    return Stage(_(label), colour, icon)


def advice(step: Step) -> str:
    """One sentence on what to do; empty when the days say it all."""
    state, why = step.state, step.last.why
    said = _ADVICE.get((state, "")) or _ADVICE.get((state, why), "")
    if state is State.AFTER:
        return _after(step)
    if step.dose.is_checkup and state in {State.DONE_EARLY, State.DONE_LATE}:
        return ""
    return _(said) if said else ""


def _after(step: Step) -> str:
    least = step.dose.min_interval
    if least is None:
        return ""
    if step.dose.interval_from == "dose1":
        if least.months:
            return _("1回目から%(months)sか月以上あけます。") % {"months": least.months}
        return _("1回目から%(days)s日以上あけます。") % {"days": least.days}
    if least.months:
        return _("前の回から%(months)sか月以上あけます。") % {"months": least.months}
    return _("前の回から%(days)s日以上あけます。") % {"days": least.days}
