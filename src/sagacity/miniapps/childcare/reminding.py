"""What becomes due today, for whom, and the words for it in every language."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.miniapps.childcare import tables, telling
from sagacity.miniapps.childcare.lines import name_of
from sagacity.miniapps.childcare.rules import births, schedule
from sagacity.miniapps.childcare.rules.births import Birth
from sagacity.miniapps.childcare.rules.doses import Dose
from sagacity.miniapps.childcare.rules.schedule import NOW

APP = "childcare"
LOOK_BACK = 2  # days on which nobody ran the timetable are caught up; the client key keeps it to one notice
SHOWN_FOR = timedelta(days=30)


def tell(*, at: datetime) -> int:
    """Tell everybody who wished so what becomes due; says how many notices there were. Twice tells once."""
    today = clock.day(at)
    days = [today - timedelta(days=back) for back in range(LOOK_BACK, -1, -1)]
    return sum(_first_doses(day, at) + _next_doses(day, at) for day in days)


def beginning(birth: Birth, *, on: date) -> list[Dose]:
    """First doses and check-ups whose time begins on a day; of a month of birth, on the day that is sure."""
    said = tables.current()
    found = schedule.steps((*said.doses, *said.checkups), birth=birth, done={}, today=on)
    return [
        one.dose
        for one in found
        if one.dose.min_interval is None
        and one.last.state in NOW
        and (one.last.times.standard_from or one.last.times.opens) == on
    ]


def _first_doses(on: date, at: datetime) -> int:
    """One notice for each dose, for everybody whose child is of that day: people are asked for in groups."""
    whom: dict[Dose, list[str]] = defaultdict(list)
    for value in messaging.marked(kind=telling.CHILD):
        try:
            birth = births.parse(value)
        except births.NotABirth:
            continue
        for dose in beginning(birth, on=on):
            whom[dose].append(value)
    for dose, values in whom.items():
        _remind(f"{on.isoformat()}:{dose.key}", dose, [(telling.CHILD, one) for one in values], at)
    return len(whom)


def _next_doses(on: date, at: datetime) -> int:
    values = list(messaging.marked(kind=telling.DUE, prefix=f"{on.isoformat()}:"))
    found = [(value, dose) for value in values if (dose := tables.current().find(value.partition(":")[2]))]
    for value, dose in found:
        _remind(f"next:{value}", dose, [(telling.DUE, value)], at)
    return len(found)


def _remind(key: str, dose: Dose, marks: list[tuple[str, str]], at: datetime) -> None:
    messaging.remind(
        client_key=f"{APP}:{key}",
        draft=messaging.Draft(
            title=_in_every_language(lambda: _title(dose)),
            body=_in_every_language(lambda: _body(dose)),
            audience=messaging.Audience(marks=tuple(sorted(marks))),
            publish_at=at,
            expires_at=at + SHOWN_FOR,
            loudness=messaging.Loudness.NORMAL,
            url="/apps/childcare/",
        ),
        app=APP,
        at=at,
    )


def _title(dose: Dose) -> str:
    said = {"name": name_of(dose)}
    return (
        _("健診の時期です: %(name)s") % said if dose.is_checkup else _("予防接種の時期です: %(name)s") % said
    )


def _body(dose: Dose) -> str:
    as_of = tables.current().as_of
    sentences = [_("もう受けたときは、何もしなくてかまいません。医師と相談してください。")]
    if not dose.origin.is_checked:
        sentences.append(_("この時期は確かめていません。"))
    if as_of:
        sentences.append(_("時期の表の日付: %(day)s") % {"day": as_of.isoformat()})
    return "\n".join(sentences)


def _in_every_language(say: Callable[[], str]) -> dict[str, str]:
    said = {}
    for language in city.languages():
        with translation.override(language.code):
            said[language.code] = say()
    return said
