"""What the home screen says about the light today: nice to know, never urgent."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.kit.city import api as city
from sagacity_sunrise import sun


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """Today's sunrise and sunset, until the sun has set."""
    here, today = city.current(), clock.day(at)
    light = sun.day(today, latitude=here.latitude, longitude=here.longitude)
    if light.rises is None or light.sets is None or at >= light.sets:
        return []
    rises, sets = clock.local(light.rises), clock.local(light.sets)
    return [
        Card(
            app="sunrise",
            key=f"sunrise-{today:%Y%m%d}",
            title=_("きょうの日の出と日の入り"),
            body=_("日の出 %(rises)s、日の入り %(sets)s")
            % {"rises": f"{rises.hour}:{rises:%M}", "sets": f"{sets.hour}:{sets:%M}"},
            url=reverse("sunrise:days"),
            icon="clock",
            urgency=5,
            because=_("まちの中心の時刻です"),
            expires=light.sets,
        )
    ]
