"""What lies open without a key: a list, a look at what anyone would see, two people to open, one to close."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked, openings
from sagacity.desks.data.opening_forms import OpenForm, WhyForm
from sagacity.kit import clock, policy


@dataclass(frozen=True, slots=True)
class Seen:
    """A type of entities as anyone would see it."""

    type: str
    count: int
    attributes: tuple[str, ...]
    sample: str


@require_http_methods(["GET", "POST"])
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    """What is open, what waits; a POST proposes, or shows first what anyone would see."""
    person = policy.person_of(request)
    form = OpenForm(request.POST if request.method == "POST" else None)
    seen: list[Seen] | None = None
    if request.method == "POST":
        if not person.may(doors.OPERATE.permission):
            raise PermissionDenied
        if form.is_valid() and request.POST.get("what") == "look":
            looked.write_down(request, tenant=form.reach.tenant, what="open-preview")
            seen = _seen(form.reach)
        elif form.is_valid():
            try:
                found = openings.propose(
                    reach=form.reach, reason=form.cleaned_data["reason"], by=person, at=clock.now()
                )
            except openings.AskedAlready:
                form.add_error("service_path", _("この場所はもう承認を待っています。"))
            else:
                messages.success(request, _("ほかの担当者の承認を待っています。"))
                return redirect("desk_data:open-proposal", found.id)
    page = {
        "opened": [(one, _kinds(one)) for one in broker.opened()],
        "waiting": openings.waiting(),
        "form": form,
        "seen": seen,
        "is_operator": person.may(doors.OPERATE.permission),
    }
    return render(request, "desk_data/open.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@policy.access(doors.LIVE)
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """One proposal with what anyone would see: a second person opens it, or somebody declines."""
    try:
        one = openings.proposal(key)
        if request.method == "POST" and (answer := _decided(request, one)) is not None:
            return answer
    except openings.NoSuchProposal as problem:
        if request.method == "POST":
            messages.info(request, _("この申し出はもう決まっています。"))
            return redirect("desk_data:open")
        raise Http404(key) from problem
    looked.write_down(request, tenant=one.reach.tenant, what="open-preview")
    person = policy.person_of(request)
    why = WhyForm(request.POST if request.method == "POST" else None)
    page = {
        "one": one,
        "seen": _seen(one.reach),
        "why": why,
        "may_approve": person.may(doors.APPROVE.permission),
        "is_second": person.key != one.proposed_by,
        "may_decline": _may_close(person),
    }
    return render(request, "desk_data/open_proposal.html", page, status=422 if why.errors else 200)


def _decided(request: HttpRequest, one: openings.Proposal) -> HttpResponse | None:
    """Opened, or declined; None while a reason is missing."""
    person, at = policy.person_of(request), clock.now()
    if request.POST.get("what") == "approve":
        if not person.may(doors.APPROVE.permission):
            raise PermissionDenied
        try:
            openings.approve(proposal=one.id, by=person, at=at)
        except openings.SamePerson:
            messages.error(request, _("申し出た人は自分で承認できません。ほかの担当者に頼んでください。"))
            return redirect("desk_data:open-proposal", one.id)
        messages.success(request, _("公開しました。鍵なしで、だれでも読めます。"))
        return redirect("desk_data:open")
    if not _may_close(person):
        raise PermissionDenied
    why = WhyForm(request.POST)
    if not why.is_valid():
        return None
    openings.decline(proposal=one.id, why=why.cleaned_data["why"], by=person, at=at)
    messages.success(request, _("公開しないことにしました。"))
    return redirect("desk_data:open")


def _may_close(person: policy.Person) -> bool:
    return person.may(doors.APPROVE.permission) or person.may(doors.OPERATE.permission)


@require_http_methods(["GET", "POST"])
@policy.access(doors.LIVE)
def close(request: HttpRequest) -> HttpResponse:
    """Ask once more, with what vanishes; then close at once."""
    person = policy.person_of(request)
    if not _may_close(person):
        raise PermissionDenied
    said = request.POST if request.method == "POST" else request.GET
    tenant, path = said.get("tenant", ""), said.get("service_path", "")
    one = next((one for one in broker.opened() if (one.tenant, one.path) == (tenant, path)), None)
    if one is None:
        messages.info(request, _("この場所はもう閉じています。"))
        return redirect("desk_data:open")
    why = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and why.is_valid():
        openings.close(tenant=tenant, path=path, by=person, why=why.cleaned_data["why"], at=clock.now())
        messages.success(request, _("閉じました。これからは鍵がいります。"))
        return redirect("desk_data:open")
    page = {"one": one, "seen": _seen(one), "why": why}
    return render(request, "desk_data/open_close.html", page, status=422 if why.errors else 200)


def _kinds(reach: broker.Grant) -> list[tuple[str, int]]:
    return [
        (one.type, one.count)
        for one in broker.open_kinds()
        if (one.tenant, one.path) == (reach.tenant, reach.path)
    ]


def _seen(reach: broker.Grant) -> list[Seen]:
    return [
        Seen(
            one.kind.type,
            one.kind.count,
            tuple(attribute.name for attribute in one.attributes),
            json.dumps(one.sample, ensure_ascii=False, indent=2)[:4000],
        )
        for one in broker.would_be_open(reach)
    ]
