"""What was written down at a reception, entry by entry; a mistake is taken out by an entry that names it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms, words
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui

PER_PAGE = 50


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Times, devices and ways; no names, so no purpose is asked."""
    reception = doors.reception_or_404(request, key)
    found, total = checkin.entries(
        reception=key, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE)
    )
    context = {
        "reception": reception,
        "rows": [words.row(one) for one in found],
        "total": total,
        "per_page": PER_PAGE,
    }
    return render(request, "desk_reception/records.html", context)


@policy.access(doors.LOOK)
@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Take an entry out of what is counted, or a correction; what stood before stays readable."""
    doors.reception_or_404(request, key)
    form = forms.CorrectForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("理由を書いてから、取り消してください。理由は記録に残ります。"))
        return redirect("desk_reception:records", key=key)
    entry = str(form.cleaned_data["entry"])
    if not checkin.is_entry_of(reception=key, entry=entry):  # of another reception: not this clerk's to touch
        raise Http404(entry)
    by, why = policy.person_of(request), form.cleaned_data["why"]
    checkin.correct(entry=entry, why=why, by=by, at=clock.now())
    messages.success(request, _("取り消しました。人数と、出席や参加証も直ります。前の記録は残っています。"))
    return redirect("desk_reception:records", key=key)
