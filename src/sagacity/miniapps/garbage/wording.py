"""What a reminder says, in every language of the city."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from sagacity.kit.city import api as city
from sagacity.kit.ui import dates
from sagacity.registry.collection import api as collection

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Collected:
    """What is put out on a day; areas with the same are told together."""

    on: date
    kinds: tuple[str, ...]  # names in Japanese, in the city's order
    notes: tuple[str, ...]
    notice: tuple[str, ...]  # language and text, in turn: what must be said wherever the calendar is shown


def collected(area: str, on: date) -> Collected | None:
    """What an area puts out on a day; None when nothing is collected."""
    order = {kind.name: kind.order for kind in collection.kinds()}
    days = sorted(collection.days(area=area, from_=on, until=on), key=lambda day: order[day.kind])
    if not days:
        return None
    notice = sorted(collection.edition(area=area, on=on).source.notice.items())
    return Collected(
        on=on,
        kinds=tuple(day.kind for day in days),
        notes=tuple(dict.fromkeys(day.note for day in days if day.note)),
        notice=tuple(part for pair in notice for part in pair),
    )


def evening(said: Collected) -> tuple[Texts, Texts]:
    """Title and body on the evening before, by language."""
    return _in_every_language(said, tomorrow=True)


def morning(said: Collected) -> tuple[Texts, Texts]:
    """Title and body on the morning itself, by language."""
    return _in_every_language(said, tomorrow=False)


def _in_every_language(said: Collected, *, tomorrow: bool) -> tuple[Texts, Texts]:
    kinds = {kind.name: kind for kind in collection.kinds()}
    notice = dict(zip(said.notice[::2], said.notice[1::2], strict=True))
    titles: Texts = {}
    bodies: Texts = {}
    for language in (one.code for one in city.languages()):
        with translation.override(language):
            names = _("、").join(kinds[name].name_in(language) for name in said.kinds)
            title = _("あした: %(kinds)s") if tomorrow else _("きょう: %(kinds)s")
            titles[language] = title % {"kinds": names}
            first = _("%(day)sに集めます。") % {"day": dates.short_day(said.on, language)}
            lines = [first, *said.notes, notice.get(language) or notice.get("ja", "")]
            bodies[language] = "\n".join(filter(None, lines))
    return titles, bodies
