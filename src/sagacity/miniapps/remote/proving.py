"""Showing who one is, and letting card and register fill in what they know: the resident's own acts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.miniapps.remote.doors import form_or_404, in_a_frame, level_needed, resident_only, with_seat
from sagacity.miniapps.remote.sharing import show
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms
from sagacity.reservations.remote import api as remote


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@with_seat
@resident_only
def prove(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """Sign in as well as the procedure asks; the talk goes on afterwards, with the same seat."""
    form = form_or_404(seat)
    needed = level_needed(procedures.definition(procedure=form.procedure, version=form.version))
    if policy.resident_person_of(request).level < needed:
        return accounts.need(request, needed)
    return HttpResponseRedirect(reverse("remote:room", args=[token]))


@policy.access(policy.ANYONE)
@in_a_frame
@require_POST
@with_seat
@resident_only
def prefill(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """Fill in names, address and household, as far as it is proven who asks; the clerk sees it then."""
    form, at, person = form_or_404(seat), clock.now(), policy.resident_person_of(request)
    resident = accounts.resident_of(request)
    try:
        owner = identity.begin(request, at=at).key
        inhabitant = resident.inhabitant if resident else ""
        policy.demand(person, level=forms.NEEDS)
        forms.adopt(form=form.key, by=person, owner=owner, inhabitant=inhabitant, at=at)
        try:
            forms.prefill(form=form.key, by=person, at=at, channel="remote")
        except policy.TooLittleAssurance:
            forms.list_members(form=form.key, by=person, at=at)
    except policy.TooLittleAssurance:
        messages.error(request, _("先に、本人であることを確かめてください。"))
    except forms.NotKnown:
        messages.error(
            request, _("住民登録と結びついていないので、入れられません。職員と一緒に書いてください。")
        )
    except forms.SomebodyElse:
        messages.error(request, _("この申請書は、ほかの人のものです。"))
    else:
        show(request, seat, page=seat.call.page)
    return HttpResponseRedirect(reverse("remote:page", args=[token]))
