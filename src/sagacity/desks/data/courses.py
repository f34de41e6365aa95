"""How an attribute went, drawn: by hour, day or month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.kit.ui import api as ui

Step = Literal["hour", "day", "month"]
MOST_LINES = 3  # beside three figures: six colours can be told apart


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another attribute or another step of time."""

    label: str
    address: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One attribute through time, and what else could be looked at. ``chart`` is None without a figure."""

    attribute: str
    chart: SafeString | None
    attributes: list[Choice]
    steps: list[Choice]


def of(request: HttpRequest, thing: broker.Live, *, at: datetime) -> Course | None:
    """The course the address asks for, else that of the first figure; None when the thing has no figures."""
    names = [name for name, reading in thing.readings.items() if reading.number is not None]
    if not names:
        return None
    asked, said = request.GET.get("of", ""), request.GET.get("by", "")
    name = asked if asked in names else names[0]
    steps: dict[Step, str] = {"hour": _("1時間ごと"), "day": _("1日ごと"), "month": _("1か月ごと")}
    step: Step = next((one for one in steps if one == said), "hour")
    past = broker.past_of(thing, attribute=name, step=step, until=at)
    return Course(
        attribute=name,
        chart=drawn(
            f"{thing.name} {name}",
            past,
            step=step,
            unit=thing.readings[name].unit,
            lines=broker.lines_of(thing, attribute=name)[-MOST_LINES:],
        ),
        attributes=[Choice(one, ui.replaced(request, of=one), one == name) for one in names],
        steps=[Choice(label, ui.replaced(request, by=key), key == step) for key, label in steps.items()],
    )


def drawn(
    title: str,
    past: Sequence[broker.Stretch],
    *,
    step: Step,
    unit: str,
    lines: Sequence[broker.Line] = (),
) -> SafeString | None:
    """The mean, the lowest and highest of each step, and the lines; nothing when nothing was read."""
    if not any(one.readings for one in past):
        return None
    series = [
        ui.Series(_("平均"), [_rounded(one.mean) for one in past]),
        ui.Series(_("最低"), [_rounded(one.low) for one in past]),
        ui.Series(_("最高"), [_rounded(one.high) for one in past]),
        *(ui.Series(one.name, [one.level] * len(past), has_dots=False) for one in lines),
    ]
    return ui.line(title=title, labels=[_label(one.begins, step) for one in past], series=series, unit=unit)


def _label(begins: datetime, step: Step) -> str:
    if step == "month":
        return f"{begins.year}/{begins.month}"
    day = f"{begins.month}/{begins.day}"
    return day if step == "day" else f"{day} {begins.hour}:00"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
