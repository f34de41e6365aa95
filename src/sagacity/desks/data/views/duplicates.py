"""Places that may be one and the same: a person joins them or keeps them apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.data import doors
from sagacity.kit import clock, policy
from sagacity.registry import api as registry

HERE = "/desk/data/duplicates/"


@policy.access(doors.LOOK)
def pairs(request: HttpRequest) -> HttpResponse:
    found = registry.duplicates(limit=50)
    places = {
        one.key: one for one in registry.places([key for pair in found for key in (pair.one, pair.other)])
    }
    shown = [(pair, places.get(pair.one), places.get(pair.other)) for pair in found]
    return render(request, "desk_data/duplicates.html", {"pairs": shown})


@policy.access(doors.APPROVE)
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Two become one; the key that goes keeps leading to the one that stays."""
    who = {"by": policy.person_of(request), "at": clock.now()}
    keep, merge = request.POST.get("keep", ""), request.POST.get("merge", "")
    try:
        done = _("一つの場所にまとめました。前の番号からも開けます。")
        return doors.press(request, HERE, registry.join_places, done, keep=keep, merge=merge, **who)
    except registry.NoSuchPlace:
        return doors.press(request, HERE, _already_done, "")


@policy.access(doors.LOOK)
@require_POST
def apart(request: HttpRequest, key: str) -> HttpResponse:
    who = {"by": policy.person_of(request), "at": clock.now()}
    return doors.press(request, HERE, registry.keep_apart, _("別の場所として残します。"), key=key, **who)


def _already_done() -> None:
    raise registry.NotNow(_("この場所はもうまとめられています。画面を読み直してください。"))
