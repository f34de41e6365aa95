"""What the home screen says about rubbish to this resident."""

from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.kit.ui import dates
from sagacity.miniapps.garbage import mine
from sagacity.registry.collection import api as collection

EVENING = time(17, 0)
A_FEW_MINUTES = 300


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """Today's collection, from the evening on tomorrow's; or the wish to know the area."""
    area = mine.area(request)
    if not area:
        return [_ask()] if _has_areas() else []
    today, language = clock.day(at), get_language() or "ja"
    kinds = {kind.name: kind for kind in collection.kinds()}
    coming = collection.days(area=area, from_=today, until=today + timedelta(days=35))
    if clock.local(at).time() >= EVENING:
        coming = [day for day in coming if day.on > today]
    if not coming:
        return []
    on = coming[0].on
    those = [kinds[day.kind] for day in coming if day.on == on]
    away = (on - today).days
    place = collection.area(area)
    edition = collection.edition(area=area, on=today)
    notice = edition.source.notice.get(language) or edition.source.notice.get("ja", "")
    return [
        Card(
            app="garbage",
            key=f"garbage-{on:%Y%m%d}",
            title={0: _("きょうのごみ"), 1: _("あしたのごみ")}.get(away, _("つぎのごみ")),
            body=f"{dates.short_day(on, language)} " + _("、").join(kind.name_in(language) for kind in those),
            note=notice,
            url=reverse("garbage:door"),
            icon=those[0].icon,
            urgency={0: 70, 1: 60}.get(away, 20),
            because=_("えらんだ地区: %(area)s") % {"area": f"{place.group} {place.name}".strip()},
            expires=datetime.combine(on, EVENING, tzinfo=clock.JAPAN),
        )
    ]


def offline(request: HttpRequest) -> list[str]:
    """What the home keeps for reading without a network: the coming days of the remembered area."""
    area = mine.area(request)
    return [reverse("garbage:json", args=[area])] if area else []


def _has_areas() -> bool:
    # Every newcomer's home asks this; a city that has areas keeps them.
    has: bool = cache.get("garbage.has_areas") or collection.has_areas()
    if has:
        cache.set("garbage.has_areas", True, A_FEW_MINUTES)
    return has


def _ask() -> Card:
    return Card(
        app="garbage",
        key="garbage-area",
        title=_("ごみの日"),
        body=_("地区をえらぶと、ごみを出す日がここに出ます。"),
        url=reverse("garbage:areas"),
        icon="garbage",
        urgency=30,
        because=_("まだ地区をえらんでいないため"),
        expires=None,
    )
