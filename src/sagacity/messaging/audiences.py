"""Audiences: a rule for whom a notice is meant, as a question to the database."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sagacity.kit import clock
from sagacity.kit.signals import api as codec
from sagacity.messaging import areas, children, errors, models
from sagacity.messaging.types import Audience

LONGEST_LIST = 20_000  # people named one by one
CONTACT = "urn:ngsi-ld:Contact:"  # an address given for one matter: only ever told by its own key


def people(audience: Audience, *, on: date | None = None) -> QuerySet[models.Person]:
    """Everybody who meets every part of an audience. `on` is the day on which children have their age."""
    found = models.Person.objects.all()
    if audience.people:
        found = found.filter(key__in=audience.people)
    elif audience.is_everybody:
        found = found.exclude(key__startswith=CONTACT)
    for part in _parts(audience, on or clock.day(clock.now())):
        # By the index of marks: 80,000 people in a third of a second. Asking person by person takes a minute.
        found = found.filter(pk__in=models.Mark.objects.filter(part).values("person_id"))
    return found


def of_notice(notice: models.Notice) -> QuerySet[models.Person]:
    """Everybody a notice is for; children have the age they have on the day it is published."""
    return people(read(notice.audience), on=clock.day(notice.published_at or notice.publish_at))


def walk(notice: models.Notice, *, after: int = 0, size: int = 500) -> Iterator[list[int]]:
    """The row numbers of everybody a notice is for, some hundred at a time, behind a number.

    Asked once and cut here: a page at a time would ask the whole question for each page.
    """
    rows = of_notice(notice).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    numbers = list(rows)
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def check(audience: Audience) -> None:
    """Refuse an audience that names what the city does not have, so that nobody is missed by a slip.

    Raises:
        BadAudience: with what is wrong, in words for its writer.
    """
    if unknown := areas.all_areas().unknown(audience) if names_places(audience) else ():
        raise errors.BadAudience(
            f"この市にない地区があります：{'、'.join(unknown[:5])}。えらび直してください。"
        )
    known = set(models.Topic.objects.filter(key__in=audience.topics).values_list("key", flat=True))
    if missing := [one for one in audience.topics if one not in known]:
        raise errors.BadAudience(f"ないトピックがあります：{'、'.join(missing[:5])}。えらび直してください。")
    first, last = audience.child_from_months or 0, audience.child_until_months
    if not 0 <= first <= (children.OLDEST if last is None else last) <= children.OLDEST:
        raise errors.BadAudience(
            f"子どもの年齢は、0か月から{children.OLDEST}か月まで、小さい順に書いてください。"
        )
    if len(audience.people) > LONGEST_LIST or "" in audience.people:
        raise errors.BadAudience(f"名指しできるのは{LONGEST_LIST:,}人までです。")


def write(audience: Audience) -> dict[str, Any]:
    """An audience as JSON for its column; what is not named is left out."""
    return {name: said for name, said in codec.to_json(audience).items() if said not in (None, [])}


def read(said: dict[str, Any]) -> Audience:
    """An audience from its column; by hand, for a page of the inbox reads twenty."""
    return Audience(**{name: _frozen(value) for name, value in said.items()})


def is_open_to_all(audience: Audience) -> bool:
    """Whether anybody may read what is said to it: it names neither single people nor private marks."""
    return not (audience.people or audience.marks)


def _parts(audience: Audience, on: date) -> list[Q]:
    parts = [
        _any(kind, values)
        for kind, values in (("topic", audience.topics), ("role", audience.roles), ("event", audience.events))
        if values
    ]
    if names_places(audience):
        # An area without towns reaches nobody; it must never reach everybody.
        towns = sorted(areas.areas_for(audience).towns_of(audience))
        parts.append(Q(kind__in=audience.district_marks, value__in=towns))
    if audience.child_from_months is not None or audience.child_until_months is not None:
        parts.append(_child(audience, on))
    if audience.marks:
        by_kind: dict[str, list[str]] = {}
        for kind, value in audience.marks:
            by_kind.setdefault(kind, []).append(value)
        parts.append(Q.create([_any(kind, values) for kind, values in by_kind.items()], connector=Q.OR))
    return parts


def _any(kind: str, values: Collection[str]) -> Q:
    return Q(kind=kind, value__in=values)


def _child(audience: Audience, on: date) -> Q:
    days = children.born(
        on=on, from_months=audience.child_from_months, until_months=audience.child_until_months
    )
    between = Q(value__gt=days.after, value__lte=days.until) if days.after else Q(value__lte=days.until)
    return Q(kind="child") & (between | Q(value=days.month) if days.month else between)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def names_places(audience: Audience) -> bool:
    return bool(audience.districts or audience.groups or audience.school_districts)
