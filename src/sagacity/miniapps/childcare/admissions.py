"""When to apply for a nursery: only what the city has written into its pack; nothing is assumed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.kit.city import api as city
from sagacity.kit.ui import dates
from sagacity.miniapps.childcare import calendars
from sagacity.miniapps.childcare.mine import Child

FILE = "admissions.toml"
SCHOOL = 6
URGENCY = 55


@dataclass(frozen=True, slots=True)
class Admission:
    """One period in which nurseries take applications."""

    entry: date  # the first day at the nursery
    opens: date
    closes: date  # its last day
    name: Mapping[str, str]
    source: str
    url: str


def periods() -> tuple[Admission, ...]:
    """The periods a city has published; none when its pack says nothing, or cannot be read."""
    path = city.folder() / "children" / FILE
    return read(path) if path.exists() else ()


def read(path: Path) -> tuple[Admission, ...]:
    """The periods of one file.

    Raises:
        KeyError, TypeError, ValueError: something is missing or no day; check-city says what.
    """
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Admission(
            entry=_day(one["entry"]),
            opens=_day(one["opens"]),
            closes=_day(one["closes"]),
            name=one["name"],
            source=str(one["source"]),
            url=str(one.get("url", "")),
        )
        for one in said.get("admission", ())
    )


def cards(children: list[Child], *, today: date) -> list[Card]:
    """The open periods for which this device has a child of nursery age."""
    if not children:
        return []
    language = get_language() or "ja"
    found = []
    for one in periods():
        young = [
            child for child in children if any(age < SCHOOL for age in calendars.classes(child, one.entry))
        ]
        if not young or not one.opens <= today <= one.closes:
            continue
        found.append(
            Card(
                app="childcare",
                key=f"childcare-admission-{one.entry:%Y%m}-{one.opens:%Y%m%d}",
                title=one.name.get(language) or one.name["ja"],
                body=_("申し込みは%(day)sまで") % {"day": dates.short_day(one.closes)},
                url=reverse("childcare:nurseries"),
                icon="nursery",
                urgency=URGENCY,
                because=_("保育所に入る年齢の子がいるため"),
                expires=datetime.combine(one.closes + timedelta(days=1), time(), tzinfo=clock.JAPAN),
                note=f"{_('出典')}: {one.source}",
                mute_as="childcare.admission",
                personal=True,
            )
        )
    return found


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    raise ValueError(f"{value!r} is no day: write 2027-04-01 without quotes")
