"""The staff's pages: requests that wait, what a key shall do, every key with its use."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sagacity.broker import api as broker
from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.miniapps.developers import requests
from sagacity.miniapps.developers.desk_forms import TermsForm, WhyForm

LOOK = policy.permitted(identity.BROKER_LOOK)


@require_GET
@policy.access(LOOK)
def home(request: HttpRequest) -> HttpResponse:
    """Requests that wait, and every key with its calls of today and of thirty days."""
    used = broker.key_usage(days=30)
    today = clock.day(clock.now()).isoformat()
    rows = [
        {
            "key": key,
            "today": sum(one.calls for one in used if one.key == key.id and one.day == today),
            "month": sum(one.calls for one in used if one.key == key.id),
            "refused": sum(one.refused for one in used if one.key == key.id),
            "ends": moment(key.expires),
        }
        for key in broker.all_keys()
    ]
    return render(request, "developers/desk_home.html", {"waiting": requests.waiting(), "rows": rows})


@require_http_methods(["GET", "POST"])
@policy.access(LOOK)
def one_request(request: HttpRequest, key: str) -> HttpResponse:
    """One request: propose what the key shall do, approve, decline."""
    try:
        one = requests.by_key(key)
    except requests.NoSuchRequest as problem:
        raise Http404(key) from problem
    posted = request.POST if request.method == "POST" else None
    what = request.POST.get("what", "")
    terms = TermsForm(posted if what == "propose" else None)
    why = WhyForm(posted if what == "decline" else None)
    if posted is not None and _carry_out(request, key, what, terms=terms, why=why):
        return HttpResponseRedirect(reverse("developers_desk:request", args=[key]))
    person = policy.person_of(request)
    context = {
        "one": one,
        "ends": moment(one.terms.expires) if one.terms else None,
        "terms": terms,
        "why": why,
        "lines": audit.about(thing=key),
        "may_propose": person.may(identity.BROKER_OPERATE) and one.state in {"asked", "proposed"},
        "may_approve": person.may(identity.APPROVE) and one.state == "proposed",
        "is_second": person.key != one.proposed_by_key,
        "may_decline": one.state in {"asked", "proposed", "approved"},
    }
    return render(request, "developers/desk_request.html", context, status=422 if posted else 200)


def _carry_out(request: HttpRequest, key: str, what: str, *, terms: TermsForm, why: WhyForm) -> bool:
    """Whether the step was understood; what came of it stands in a message."""
    by, at = policy.person_of(request), clock.now()
    try:
        if what == "propose" and terms.is_valid():
            _need(by, identity.BROKER_OPERATE)
            requests.propose(request=key, terms=terms.terms(requests.by_key(key), at=at), by=by, at=at)
            messages.success(request, _("ほかの担当者の承認を待っています。"))
            return True
        if what == "approve":
            _need(by, identity.APPROVE)
            if requests.approve(request=key, by=by, at=at):
                messages.success(request, _("承認しました。鍵を受け取るページをメールで知らせます。"))
            else:
                messages.success(request, _("承認しました。申し込んだ人が自分のページで鍵を受け取ります。"))
            return True
        if what == "decline" and why.is_valid():
            _need(by, identity.BROKER_OPERATE, identity.APPROVE)
            if requests.decline(request=key, why=why.cleaned_data["why"], by=by, at=at):
                messages.success(request, _("理由をつけて断りました。メールで知らせます。"))
            else:
                messages.success(request, _("理由をつけて断りました。"))
            return True
    except requests.SamePerson:
        messages.error(request, _("決めた人は自分で承認できません。ほかの担当者に頼んでください。"))
        return True
    except requests.NotNow:
        messages.error(request, _("この操作は、今はできません。画面を読み直してください。"))
        return True
    return False


@require_http_methods(["GET", "POST"])
@policy.access(LOOK)
def one_key(request: HttpRequest, id_: str) -> HttpResponse:
    """One key: how far it reaches, how much it is used, what was done; revoke it."""
    key = next((one for one in broker.all_keys() if one.id == id_), None)
    if key is None:
        raise Http404(id_)
    by = policy.person_of(request)
    why = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and why.is_valid():
        _need(by, identity.BROKER_OPERATE, identity.APPROVE)
        requests.revoke(broker_key=id_, why=why.cleaned_data["why"], by=by, at=clock.now())
        messages.success(request, _("鍵を止めました。この鍵ではもう何もできません。"))
        return HttpResponseRedirect(reverse("developers_desk:key", args=[id_]))
    context = {
        "key": key,
        "made": moment(key.made),
        "ends": moment(key.expires),
        "revoked": moment(key.revoked),
        "used": list(reversed(broker.key_usage(key=id_, days=30))),
        "events": [(moment(event.at), event.who, event.what) for event in broker.key_events(id_)],
        "passed": broker.find_passed(key=id_, limit=50),
        "origin": requests.of_broker_key(id_),
        "why": why,
        "may_revoke": key.revoked is None and (by.may(identity.BROKER_OPERATE) or by.may(identity.APPROVE)),
    }
    return render(request, "developers/desk_key.html", context, status=422 if why.errors else 200)


def moment(at: int | None) -> datetime | None:
    """A moment of the broker, in milliseconds, as pages show moments."""
    return None if at is None else datetime.fromtimestamp(at / 1000, UTC)


def _need(by: policy.Person, *permissions: str) -> None:
    if not any(by.may(permission) for permission in permissions):
        raise PermissionDenied(permissions[0])
