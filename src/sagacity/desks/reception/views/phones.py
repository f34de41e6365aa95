"""Phones at the doors of a reception: what they are called, and that one is ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms
from sagacity.desks.reception.views import one
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@require_POST
def rename(request: HttpRequest, key: str) -> HttpResponse:
    reception, form = doors.reception_or_404(request, key), forms.PhoneNameForm(request.POST)
    device = _of_here(key, request.POST.get("device", ""))
    if not form.is_valid():
        messages.error(request, _("端末の名前を入れてください。"))
        return one.show(request, reception, status=422)
    by = policy.person_of(request)
    checkin.rename_device(key=device, name=form.cleaned_data["name"], by=by, at=clock.now())
    messages.success(request, _("端末の名前を変えました。"))
    return redirect("desk_reception:one", key=key)


@policy.access(doors.LOOK)
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Take nothing more from a phone; it wipes itself when it next finds the network."""
    reception, form = doors.reception_or_404(request, key), forms.PhoneEndForm(request.POST)
    device = _of_here(key, request.POST.get("device", ""))
    if not form.is_valid():
        messages.error(request, _("端末を終わらせる理由を書いてください。理由は記録に残ります。"))
        return one.show(request, reception, status=422)
    by = policy.person_of(request)
    checkin.end_device(key=device, why=form.cleaned_data["why"], by=by, at=clock.now())
    messages.success(
        request, _("端末を終わらせました。次にネットワークにつながったとき、中の記録を消します。")
    )
    return redirect("desk_reception:one", key=key)


def _of_here(key: str, device: str) -> str:
    """The phone, if it is one of this reception; the other ones are other people's."""
    if device not in {one.key for one in checkin.devices(reception=key)}:
        raise Http404(device)
    return device
