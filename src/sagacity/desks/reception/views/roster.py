"""Names of who is here, opened with a purpose; each is a look in the log that its resident can read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms
from sagacity.desks.reception.views import one
from sagacity.desks.reception.views.devices import problem, said_by
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@never_cache
@require_POST
def page(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    by = policy.person_of(request)
    form = forms.roster_form(reception, request.POST, by=by)
    if not form.is_valid():  # the attempt stands in the log
        return one.show(request, reception, status=422, purpose_form=form)
    said = form.cleaned_data["purpose"]
    try:
        guests = checkin.roster(reception=key, by=by, purpose=said, at=clock.now())
    except checkin.NoNames:  # this attempt too
        form.add_error("purpose", _("この受付では名前を聞かないので、名簿はありません。"))
        return one.show(request, reception, status=422, purpose_form=form)
    context = {
        "reception": reception,
        "guests": guests,
        "purpose": said,
        "is_shelter": reception.purpose == checkin.Purpose.SHELTER,
    }
    return render(request, "desk_reception/roster.html", context)


@policy.access(doors.LOOK)
@never_cache
@require_POST
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """Names of who is here, for a device that will lose its network; opened with a purpose like the page."""
    doors.reception_or_404(request, key)
    purpose, by = said_by(request).get("purpose"), policy.person_of(request)
    if not isinstance(purpose, str):
        return problem(400, "malformed", "say the purpose")
    try:
        guests = checkin.roster(reception=key, by=by, purpose=purpose[:200], at=clock.now())
    except checkin.NoNames:
        return problem(422, "no_names", "this reception asks for no names, or no purpose was said")
    rows = [
        {"person": one.person, "name": one.name, "household": one.household} for one in guests if one.name
    ]
    return JsonResponse({"guests": rows})


@policy.access(doors.LOOK)
@require_POST
def check_out(request: HttpRequest, key: str) -> HttpResponse:
    doors.reception_or_404(request, key)
    person, by = request.POST.get("person", "")[:120], policy.person_of(request)
    try:
        checkin.check_out(reception=key, person=person, by=by, at=clock.now())
    except checkin.NotHere:
        messages.info(request, _("この人は、もう出ています。"))
    except checkin.ReceptionOver:
        messages.info(request, _("この受付は終わっています。中にいる人はいません。"))
    else:
        messages.success(request, _("出たことを記録しました。"))
    return redirect("desk_reception:one", key=key)
