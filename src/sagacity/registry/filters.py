"""Which places are meant: filters shared by lists, maps and counts."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.search import api as search
from sagacity.registry import models
from sagacity.registry.folding import town_key

HAVING = ("aed_near", "parking", "point", "phone", "shelter", "toilet_near", "wifi_near")
NEAR_DEGREES = (0.0027, 0.0033)  # about 300 m north and east in Japan
MOST_FOUND = 5000
_DAYS = "月火水木金土日"


class NoSuchFilter(ValueError):
    """Places cannot be asked for this property."""


def places(
    *,
    kinds: Sequence[str] = (),
    words: str = "",
    town: str = "",
    open_at: datetime | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    having: Sequence[str] = (),
) -> "QuerySet[models.Place]":
    """The places that pass every filter given."""
    rows = models.Place.objects.all()
    if kinds:
        rows = rows.filter(_any_kind(kinds))
    if words.strip():
        found = search.find(words=words, kinds=("place",), limit=MOST_FOUND)
        rows = rows.filter(key__in=[hit.key for hit in found.hits])
    if town:
        rows = _in_town(rows, town)
    if bbox is not None:
        south, west, north, east = bbox
        rows = rows.filter(latitude__range=(south, north), longitude__range=(west, east))
    if open_at is not None:
        rows = _open(rows, open_at)
    for wish in having:
        rows = _having(rows, wish)
    return rows


def _any_kind(kinds: Sequence[str]) -> Q:
    wanted = Q()
    for kind in kinds:
        wanted |= Q(kinds__contains=f"|{kind}|")
    return wanted


def _in_town(rows: "QuerySet[models.Place]", town: str) -> "QuerySet[models.Place]":
    named = models.Town.objects.filter(Q(key=town) | Q(name=town)).values_list("name", flat=True).first()
    if named is not None:
        return rows.filter(town=named)
    group = list(models.Town.objects.filter(group=town).values_list("name", flat=True))
    if group:
        return rows.filter(town__in=group)
    known = [
        name
        for name in models.Town.objects.values_list("name", flat=True)
        if town_key(name) == town_key(town)
    ]
    return rows.filter(town__in=known or [town])


def _open(rows: "QuerySet[models.Place]", at: datetime) -> "QuerySet[models.Place]":
    """Places that say they are open then; a place that does not say its hours is not among them."""
    local = clock.local(at)
    day = "祝" if city.is_holiday(local.date()) else _DAYS[local.weekday()]
    now = local.time().replace(tzinfo=None)
    within = Q(opens__lte=now, closes__gt=now)
    past_midnight = Q(closes__lt=F("opens")) & (Q(opens__lte=now) | Q(closes__gt=now))
    return rows.filter(Q(days="") | Q(days__contains=day)).filter(within | past_midnight)


def _having(rows: "QuerySet[models.Place]", wish: str) -> "QuerySet[models.Place]":
    if wish == "parking":
        return rows.filter(parking=True)
    if wish == "point":
        return rows.filter(latitude__isnull=False)
    if wish == "phone":
        return rows.exclude(phone="")
    kind, near, _ = wish.partition("_near")
    if near:
        return rows.filter(_near(kind))
    if kind in HAVING:
        return rows.filter(kinds__contains=f"|{kind}|")
    raise NoSuchFilter(f"{wish}: write one of {', '.join(HAVING)}")


def _near(kind: str) -> Exists:
    north, east = NEAR_DEGREES
    return Exists(
        models.Place.objects.filter(
            kinds__contains=f"|{kind}|",
            latitude__range=(OuterRef("latitude") - north, OuterRef("latitude") + north),
            longitude__range=(OuterRef("longitude") - east, OuterRef("longitude") + east),
        )
    )
