"""Devices: when each was last heard, its battery, and what is wrong now."""

from typing import get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked, tasks, troubles
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui

PER_PAGE = 50


@require_GET
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    said = request.GET.get("trouble", "")
    trouble: troubles.Trouble = next((one for one in get_args(troubles.Trouble) if one == said), "")
    offset = ui.offset(request, per_page=PER_PAGE)
    found = broker.find_devices(words=words, trouble=trouble, limit=PER_PAGE, offset=offset)
    for tenant in {one.tenant for one in found.devices}:
        looked.write_down(request, tenant=tenant, what="devices")
    page = {
        "words": words,
        "trouble": trouble,
        "lines": [troubles.line(one) for one in found.devices],
        "total": found.total,
        "per_page": PER_PAGE,
        "filters": _filters(request, trouble, found.troubles),
        "alarms": troubles.alarms(),
        "has_any": found.troubles[""] > 0,
    }
    return render(request, "desk_data/devices.html", page)


@require_POST
@policy.access(doors.LIVE)
def take(request: HttpRequest, task: int) -> HttpResponse:
    """Take an alarm in hand, so that others see that somebody does."""
    try:
        tasks.take(id=task, by=policy.person_of(request), at=clock.now())
    except tasks.NoSuchTask:
        messages.info(request, _("この警報はもう終わっています。"))
    else:
        messages.success(request, _("対応中として、ほかの職員にも見えるようにしました。"))
    return redirect("desk_data:devices")


def _filters(
    request: HttpRequest, now: troubles.Trouble, counts: dict[str, int]
) -> list[tuple[str, str, int, bool]]:
    """(label, address, count, is on) of each trouble."""
    labels = {
        "": _("すべて"),
        "silent": _("沈黙している"),
        "suspect": _("範囲の外の値を送った"),
        "battery": _("電池が少ない"),
    }
    return [
        (label, ui.replaced(request, trouble=key), counts[key], key == now) for key, label in labels.items()
    ]
