"""Which children this device remembers: the door, adding, changing, forgetting."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.childcare import calendars, mine, tables, telling
from sagacity.miniapps.childcare.forms import ChildForm
from sagacity.miniapps.childcare.mine import Child


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """Every child with what is due, and the ways to nurseries and places."""
    today = clock.day(clock.now())
    context = {
        "calendars": [calendars.of(one, today=today) for one in mine.children(request)],
        "tables": tables.current(),
        "most": mine.MOST,
        "is_told": mine.is_told(request),
    }
    return render(request, "childcare/door.html", context)


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def add(request: HttpRequest) -> HttpResponse:
    """Enter a child; the same form sent twice is one child."""
    today = clock.day(clock.now())
    client_key = request.POST.get("client_key", "")[:80] or secrets.token_urlsafe(12)
    key = mine.key_of(client_key)
    form = ChildForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        known = mine.child(request, key)
        if known is None and len(mine.children(request)) >= mine.MOST:
            form.add_error(
                None, _("これ以上は登録できません。使わなくなった子を消してから、もう一度入れてください。")
            )
        elif _kept(request, form, known or Child(key, form.birth)):
            return HttpResponseRedirect(reverse("childcare:child", args=[key]))
    return _form(request, form, client_key=client_key)


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Put the birth or the nickname of a child right; what was recorded stays."""
    child = known(request, key)
    first = child.birth.first
    initial: dict[str, object] = {"year": first.year, "month": first.month, "name": child.name}
    if child.birth.is_day:
        initial["day"] = first.day
    today = clock.day(clock.now())
    form = ChildForm(request.POST if request.method == "POST" else None, today=today, initial=initial)
    if request.method == "POST" and form.is_valid() and _kept(request, form, child):
        return HttpResponseRedirect(reverse("childcare:child", args=[key]))
    return _form(request, form, child=child)


@require_POST
@policy.access(policy.ANYONE)
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Forget a child with everything recorded; asked again after it is gone, nothing more happens."""
    mine.forget(request, key)
    telling.renew(request, at=clock.now())
    return HttpResponseRedirect(reverse("childcare:door"))


def known(request: HttpRequest, key: str) -> Child:
    """The child of an address; 404 when this device does not know it."""
    child = mine.child(request, key)
    if child is None:
        raise Http404(key)
    return child


def _kept(request: HttpRequest, form: ChildForm, child: Child) -> bool:
    now = clock.now()
    try:
        mine.keep(request, Child(child.id, form.birth, form.cleaned_data["name"], child.done), at=now)
    except identity.TooManyNotes:
        form.add_error(None, _("この端末に保存できる数をこえました。ほかの保存したものを消してください。"))
        return False
    telling.renew(request, at=now)
    return True


def _form(
    request: HttpRequest, form: ChildForm, *, client_key: str = "", child: Child | None = None
) -> HttpResponse:
    context = {"form": form, "client_key": client_key, "child": child}
    return render(request, "childcare/form.html", context, status=400 if form.errors else 200)
