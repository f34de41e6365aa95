"""Opening applications for an event, changing what was decided, and stopping."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.kit import clock, policy
from sagacity.miniapps.events.applicants import LOOK, offer_or_404
from sagacity.miniapps.events.applicants_forms import TermsForm, first_terms, written_terms
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations


@require_http_methods(["GET", "POST"])
@policy.access(LOOK)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Open applications for an event, or change their terms."""
    at = clock.now()
    offer = reservations.offers(subjects=[key]).get(key)
    event = _event(key)
    if event is None and offer is None:
        raise Http404(key)
    title = event.name if event else offer.terms.title if offer else ""
    if request.method == "GET":
        first = written_terms(offer) if offer else first_terms(event, at) if event else {}
        return _show(request, title, offer, TermsForm(initial=first))
    form = TermsForm(request.POST)
    if not form.is_valid():
        return _show(request, title, offer, form, status=422)
    by = policy.person_of(request)
    try:
        if offer is None:
            reservations.open_offer(subject=key, terms=form.terms(title[:200]), by=by, at=at)
            messages.success(
                request, _("申し込みの受付をつくりました。受付の始まりから、市民が申し込めます。")
            )
        else:
            reservations.change_offer(subject=key, terms=form.terms(title[:200]), by=by, at=at)
            messages.success(request, _("受付の条件を変えました。席が増えたときは、順番に繰り上げました。"))
    except reservations.OfferExists:
        messages.info(request, _("ほかの人が先に受付をつくりました。いまの条件はこのとおりです。"))
    except reservations.FewerThanPromised as problem:
        said = _(
            "もう%(taken)s人分の参加が決まっています。定員をそれより少なくするには、先に申し込みを取り消してください。"
        )
        form.add_error("capacity", said % {"taken": problem.taken})
        return _show(request, title, offer, form, status=422)
    except reservations.NotNow:
        form.add_error(None, _("この催しは中止にしたので、受付の条件は変えられません。"))
        return _show(request, title, offer, form, status=422)
    return HttpResponseRedirect(reverse("events_desk:applicants", args=[key]))


@require_POST
@policy.access(LOOK)
def set_state(request: HttpRequest, key: str) -> HttpResponse:
    """Stop, go on, or call the event off; each twice is once."""
    offer_or_404(key)
    by, at, wanted = policy.person_of(request), clock.now(), request.POST.get("state", "")
    try:
        if wanted == "closed":
            reservations.close_offer(subject=key, by=by, at=at)
            messages.success(request, _("受付を止めました。取り消しがあれば、待っている人は繰り上がります。"))
        elif wanted == "open":
            reservations.reopen_offer(subject=key, by=by, at=at)
            messages.success(request, _("受付をまた始めました。"))
        elif wanted == "cancelled":
            why = request.POST.get("why", "").strip()
            reservations.cancel_offer(subject=key, why=why, by=by, at=at)
            said = _(
                "中止にしました。端末かメールのある申込者には知らせています。ほかの人には電話してください。"
            )
            messages.success(request, said)
        else:
            raise Http404(wanted)
    except reservations.NotNow:
        messages.warning(request, _("この催しは中止になっています。"))
    return HttpResponseRedirect(reverse("events_desk:applicants", args=[key]))


def _show(
    request: HttpRequest,
    title: str,
    offer: reservations.Offer | None,
    form: TermsForm,
    status: int = 200,
) -> HttpResponse:
    context = {"title": title, "offer": offer, "form": form}
    return render(request, "events/desk_applicants_terms.html", context, status=status)


def _event(key: str) -> registry.Event | None:
    try:
        return registry.event(key)
    except registry.NoSuchEvent:
        return None
