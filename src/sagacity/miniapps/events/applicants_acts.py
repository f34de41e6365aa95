"""What staff do for applicants: write a caller down, cancel, tick, write to them."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.events import applying_words
from sagacity.miniapps.events.applicants import LOOK, PURPOSES, offer_or_404
from sagacity.miniapps.events.applicants_forms import URL, CallerForm, MessageForm
from sagacity.reservations import api as reservations

KEPT = timedelta(days=7)
BACK = ("for", "q", "state", "order", "page")


@require_http_methods(["GET", "POST"])
@policy.access(LOOK)
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Write down somebody who telephones: the same rules of capacity, the same line."""
    offer_or_404(key)
    form = CallerForm(request.POST) if request.method == "POST" else CallerForm.fresh()
    if form.is_bound and form.is_valid():
        try:
            booking = reservations.book(
                subject=key,
                person="",
                client_key=f"desk-{form.cleaned_data['client_key']}",
                contact=form.contact(),
                places=form.cleaned_data["places"],
                at=clock.now(),
                by=policy.person_of(request),
            )
        except reservations.BadContact as problem:
            form.add_error(problem.field, applying_words.contact_problem(problem))
        except reservations.Refused as problem:
            form.add_error(None, applying_words.refusal(problem, offer_or_404(key)))
        else:
            messages.success(request, _read_out(booking))
            return HttpResponseRedirect(reverse("events_desk:applicants_add", args=[key]))
    context = {"offer": offer_or_404(key), "form": form}
    return render(request, "events/desk_applicants_add.html", context, status=422 if form.errors else 200)


@require_POST
@policy.access(LOOK)
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancel for somebody; whoever waits moves up and is told."""
    booking = _booking(request, key)
    reservations.cancel(booking=booking.key, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("受付番号%(number)sを取り消しました。") % {"number": booking.number})
    return _back(request, key)


@require_POST
@policy.access(LOOK)
def attend(request: HttpRequest, key: str) -> HttpResponse:
    """Tick who came, or take the tick back."""
    booking = _booking(request, key)
    try:
        reservations.mark_attended(
            booking=booking.key,
            by=policy.person_of(request),
            at=clock.now(),
            attended=request.POST.get("attended") == "1",
        )
    except reservations.NotBooked:
        messages.warning(request, _("参加が決まっていない人には印をつけられません。"))
    except reservations.CameByCheckIn:
        messages.warning(
            request, _("受付の記録による印です。まちがいなら、受付のページで記録を取り消してください。")
        )
    return _back(request, key)


@require_http_methods(["GET", "POST"])
@policy.access(LOOK)
def message(request: HttpRequest, key: str) -> HttpResponse:
    """Write to all applicants that a device can reach."""
    by, offer = policy.person_of(request), offer_or_404(key)
    if not by.may(identity.NOTICE_WRITE):
        raise PermissionDenied(identity.NOTICE_WRITE)
    form = MessageForm(request.POST) if request.method == "POST" else MessageForm.fresh()
    if form.is_bound and form.is_valid():
        devices, mails = _send(form, offer, by)
        if devices or mails:
            said = _("%(n)s台の端末と、%(m)s通のメールに送りました。ほかの人には電話してください。")
            messages.success(request, said % {"n": devices, "m": mails})
            return HttpResponseRedirect(reverse("events_desk:applicants", args=[key]))
        form.add_error("to", _("端末やメールで伝えられる人がいません。電話で伝えてください。"))
    context = {"offer": offer, "form": form}
    return render(request, "events/desk_applicants_message.html", context, status=422 if form.errors else 200)


def _send(form: MessageForm, offer: reservations.Offer, by: policy.Person) -> tuple[int, int]:
    """To devices by all their channels, to contacts by mail; says how many of both."""
    people = reservations.people_of(subject=offer.subject, states=form.states)
    said, at = form.cleaned_data, clock.now()
    bodies = {"ja": said["body"], "ja-easy": said["easy"], "en": said["english"]}
    draft = messaging.Draft(
        title={"ja": said["title"]},
        body={language: text for language, text in bodies.items() if text},
        audience=messaging.Audience(people=people),
        publish_at=at,
        expires_at=max(offer.terms.ends_at, at + KEPT),
        loudness=messaging.Loudness.POPUP,
        url=URL,
        useful_until=offer.terms.ends_at if offer.terms.ends_at > at else None,
    )
    client_key = f"events-desk-{said['client_key']}"
    if people:
        notice = messaging.write(client_key=client_key, draft=draft, by=by, app="events", at=at)
        if notice.state is messaging.NoticeState.DRAFT:  # sent twice is sent once
            messaging.submit(notice=notice.key, by=by, at=at)
    mails = reservations.mail_applicants(
        subject=offer.subject,
        states=form.states,
        client_key=client_key,
        draft=draft,
        app="events",
        by=by,
        at=at,
    )
    return len(people), mails


def _read_out(booking: reservations.Booking) -> str:
    """What the clerk says to the caller."""
    if booking.state is reservations.BookingState.WAITING:
        said = _("受付番号%(number)s、キャンセル待ちの%(position)s番目です。番号を相手に伝えてください。")
        return said % {"number": booking.number, "position": booking.position}
    return _("受付番号%(number)s、参加できます。番号を相手に伝えてください。") % {"number": booking.number}


def _booking(request: HttpRequest, key: str) -> reservations.Booking:
    try:
        booking = reservations.booking(key=request.POST.get("booking", ""))
    except reservations.NoSuchBooking as problem:
        raise Http404(key) from problem
    if booking.subject != key:
        raise Http404(key)
    return booking


def _back(request: HttpRequest, key: str) -> HttpResponse:
    """To the list as it was."""
    was = QueryDict(request.POST.get("back", ""))
    query = QueryDict(mutable=True)
    query.update({name: was[name] for name in BACK if name in was})
    if query.get("for") not in PURPOSES:
        query.pop("for", None)
    address = reverse("events_desk:applicants", args=[key])
    return HttpResponseRedirect(f"{address}?{query.urlencode()}#list")
