"""All receptions of the kinds this person works at, and opening one."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, words
from sagacity.desks.reception.forms import OpenForm
from sagacity.kit import clock, policy

MOST_CLOSED = 20


@policy.access(doors.LOOK)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    person, sent = policy.person_of(request), request.method == "POST"
    purposes = doors.purposes_of(person)
    form = OpenForm(request.POST if sent else None, purposes=purposes)
    if sent and form.is_valid():
        said = form.cleaned_data
        opened = checkin.open_reception(
            subject=said["subject"] or f"urn:ngsi-ld:Reception:{uuid.uuid4()}",
            title=said["title"],
            purpose=checkin.Purpose(said["purpose"]),
            asks_name=said["asks_name"],
            capacity=said["capacity"],
            by=person,
            at=clock.now(),
        )
        messages.success(request, _("受付を始めました。"))
        return redirect("desk_reception:one", key=opened.key)
    page = {
        "form": form,
        "open": [_row(one) for one in checkin.receptions() if one.purpose in purposes],
        "closed": [_row(one) for one in checkin.receptions(is_open=False) if one.purpose in purposes][
            :MOST_CLOSED
        ],
    }
    return render(request, "desk_reception/home.html", page, status=422 if sent else 200)


def _row(reception: checkin.Reception) -> dict[str, object]:
    count = checkin.count(reception=reception.key)
    return {
        "reception": reception,
        "purpose": words.PURPOSES[reception.purpose],
        "count": count,
        "crowding": words.CROWDING[count.crowding],
        "colour": words.COLOURS[count.crowding],
    }
