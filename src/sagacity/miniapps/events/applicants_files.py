"""The list to take along: as a table for a spreadsheet, and on paper with a box to tick."""

import csv
import io

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.clock import local
from sagacity.miniapps.events import applicants
from sagacity.reservations.api import BookingState

ALL = 20_000
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@policy.access(applicants.LOOK)
def as_csv(request: HttpRequest, key: str) -> HttpResponse:
    """UTF-8 with BOM and CRLF, as Japanese Excel opens it; no cell starts a formula."""
    offer, asked = applicants.offer_or_404(key), applicants.Asked.of(request)
    if not asked.purpose:
        return _first_say_why(key)
    rows, _total = applicants.look(request, offer, asked, clock.now(), limit=ALL)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [_("受付番号"), _("状態"), _("順番"), _("名前"), _("ふりがな"), _("電話番号"), _("メール"), _("人数"),
         _("ことば"), _("申し込み日時"), _("出席")]
    )  # fmt: skip
    for row in rows:
        booking = row.booking
        contact = booking.contact
        cells = [
            booking.number,
            row.state,
            booking.position or "",
            contact.name,
            contact.kana,
            contact.phone,
            contact.mail,
            booking.places,
            contact.language,
            f"{local(booking.booked_at):%Y-%m-%d %H:%M}" if booking.booked_at else "",
            f"{local(booking.attended_at):%Y-%m-%d %H:%M}" if booking.attended_at else "",
        ]
        writer.writerow([harmless(str(cell)) for cell in cells])
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="applicants.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
@policy.access(applicants.LOOK)
def on_paper(request: HttpRequest, key: str) -> HttpResponse:
    """Who has a place, by reading, with a box to tick; and who waits."""
    offer, asked = applicants.offer_or_404(key), applicants.Asked.of(request)
    if not asked.purpose:
        return _first_say_why(key)
    rows, _total = applicants.look(request, offer, asked, clock.now(), limit=ALL)
    context = {
        "offer": offer,
        "booked": [row for row in rows if row.booking.state is BookingState.BOOKED],
        "waiting": [row for row in rows if row.booking.state is BookingState.WAITING],
        "printed_at": clock.now(),
        "by": policy.person_of(request).name,
        "reason": asked.reason,
        "query": request.GET.urlencode(),
    }
    return render(request, "events/desk_applicants_print.html", context)


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows instead of running it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _first_say_why(key: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("events_desk:applicants", args=[key]))
