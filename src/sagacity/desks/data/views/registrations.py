"""Registrations: which questions and changes go on to whom, how that went, and their end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui

PER_PAGE = 50


@require_GET
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    offset = ui.offset(request, per_page=PER_PAGE)
    found = broker.find_registrations(words=words, limit=PER_PAGE + 1, offset=offset)
    for tenant in {one.tenant for one in found}:
        looked.write_down(request, tenant=tenant, what="registrations")
    page = {
        "words": words,
        "registrations": found[:PER_PAGE],
        "older": ui.page_number(request) + 1 if len(found) > PER_PAGE else 0,
        "newer": ui.page_number(request) - 1,
        "is_operator": policy.person_of(request).may(doors.OPERATE.permission),
    }
    return render(request, "desk_data/registrations.html", page)


@require_http_methods(["GET", "POST"])
@policy.access(doors.OPERATE)
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Ask once more, with everything that ends; then delete."""
    try:
        one = broker.one_registration(key)
        if request.method == "POST":
            broker.remove_registration(key)
    except broker.NotFound as problem:
        if request.method == "POST":
            messages.info(request, _("この転送はもう消されています。"))
            return redirect("desk_data:registrations")
        raise Http404(key) from problem
    if request.method == "POST":
        audit.record(
            actor=policy.person_of(request),
            action="broker.registration.removed",
            thing=f"broker:{one.tenant}:registration:{key}",
            at=clock.now(),
            before={"url": one.url, "path": one.path, "entities": one.entities, "attributes": one.attributes},
        )
        messages.success(request, _("転送を消しました。%(url)s にはもうたずねません。") % {"url": one.url})
        return redirect("desk_data:registrations")
    return render(request, "desk_data/registration_remove.html", {"one": one})
