"""A number by a clerk, and on paper."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.calling import doors, words
from sagacity.desks.calling.views import acts
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue


@policy.access(doors.CALL)
@require_POST
def issue(request: HttpRequest, key: str) -> HttpResponse:
    """Give a number out, and lead to the paper."""
    desk = doors.desk_or_404(key)
    priority = request.POST.get("priority", "")
    known = {one.key for one in queue.priorities()}
    try:
        ticket = queue.issue(
            line=request.POST.get("line", ""),
            channel=queue.Channel.PRINTED if "paper" in request.POST else queue.Channel.CLERK,
            client_key=acts.once(request),
            by=policy.person_of(request),
            priority=priority if priority in known else "",
            slot=request.POST.get("slot", "").strip()[:80],
            case=request.POST.get("case", "").strip()[:120],
            at=clock.now(),
        )
    except queue.NoSuchLine:
        messages.error(request, _("列をえらんでください。"))
    except queue.NoAppointment:
        messages.error(request, _("今日のこの列の予約が見つかりません。予約の番号を確かめてください。"))
    except queue.ClientKeyTaken:
        messages.error(request, _("前のページのボタンでした。もう一度おしてください。"))
    else:
        if "paper" in request.POST:
            return redirect("desk_calling:printed", key=ticket.key)
        messages.success(request, _("%(number)sを出しました。") % {"number": ticket.number})
    return redirect("desk_calling:desk", key=desk.key)


@policy.access(doors.CALL)
@never_cache
@require_safe
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """The paper: the number, the line, the hour, and a code that leads to the place in the line."""
    ticket = doors.ticket_or_404(key)
    house = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    link = f"{house}{reverse('waiting:one', args=[ticket.key])}"
    standing = queue.standing(ticket=ticket, at=clock.now())
    context = {
        "tab": "home",
        "ticket": ticket,
        "name": words.line(ticket.line),
        "at": words.hour(ticket.issued_at),
        "minutes": words.minutes(standing.forecast) if standing else "",
        "before": standing.position - 1 if standing else 0,
        "picture": _drawn(link),
    }
    return render(request, "desk_calling/printed.html", context)


def _drawn(link: str) -> str:
    """A QR code as an address of data: nothing is fetched."""
    import segno

    return str(segno.make_qr(link, error="m").svg_data_uri(scale=4, border=2))
