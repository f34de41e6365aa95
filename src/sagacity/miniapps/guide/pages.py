"""Which life event, its questions one block at a time, and the list that comes out."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.kit import clock, manifest, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.guide import kept as notes
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All life events; those with answers first."""
    begun = dict(notes.all_kept(request))
    rows = [(one, _said(one.name), _said(one.about), one.key in begun) for one in guide.events()]
    return render(request, "guide_app/home.html", {"rows": rows})


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def one(request: HttpRequest, event: str) -> HttpResponse:
    """Straight on to the first question that is open, or to the list."""
    found, kept = event_or_404(event), notes.kept(request, event=event)
    stand = standing(found, kept.answers if kept else {})
    return HttpResponseRedirect(_screen(event, stand.next))


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, event: str, block: str) -> HttpResponse:
    """One screen of questions; every press keeps what was written."""
    found, at = event_or_404(event), clock.now()
    kept = notes.kept(request, event=event)
    stand = standing(found, kept.answers if kept else {})
    asked = next((one for one in found.definition.blocks if one.key == block), None)
    if asked is None:
        raise Http404(block)
    if request.method != "POST":
        if block not in stand.blocks:  # an answer before has taken it away
            return HttpResponseRedirect(_screen(event, stand.next))
        return _drawn(request, found, stand, block)
    pressed = forms.press_loose(stand=stand, block=asked, post=request.POST, at=at, language=language())
    answers = pressed.saved.form.answers
    notes.keep(request, event=event, answers=answers, at=at)
    if pressed.is_done:
        return HttpResponseRedirect(_screen(event, pressed.saved.next))
    return _drawn(request, found, standing(found, answers), block, pressed=pressed)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def result(request: HttpRequest, event: str) -> HttpResponse:
    """What to do, what to bring, until when, how long, how much."""
    found, kept = event_or_404(event), notes.kept(request, event=event)
    stand = standing(found, kept.answers if kept else {})
    if kept is None or stand.next != forms.REVIEW:
        return HttpResponseRedirect(_screen(event, stand.next))
    answer = guide.answer(event=event, answers=kept.answers, at=clock.now(), language=language())
    view = guide.answer_view(answer=answer, language=language(), links=_links())
    context = {
        "event": found,
        "name": _said(found.name),
        "view": view,
        "first_block": stand.blocks[0],
        "booking": _booking(event, view.minutes_here),
        "sources": found.sources,
        "to_confirm": "" if found.is_confirmed else _said(found.to_confirm),
    }
    return render(request, "guide_app/result.html", context)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
def forget(request: HttpRequest, event: str) -> HttpResponse:
    """The answers are not wanted any more."""
    event_or_404(event)
    notes.forget(request, event=event)
    messages.success(request, _("答えを消しました。"))
    return HttpResponseRedirect(reverse("guide:home"))


def event_or_404(key: str) -> guide.Event:
    try:
        return guide.event(key=key)
    except guide.NoSuchEvent as problem:
        raise Http404(key) from problem


def standing(event: guide.Event, answers: Any) -> forms.Standing:
    return forms.loose_standing(
        definition=event.definition, answers=answers, at=clock.now(), language=language()
    )


def language() -> str:
    return get_language() or "ja"


def _drawn(
    request: HttpRequest,
    event: guide.Event,
    stand: forms.Standing,
    block: str,
    *,
    pressed: forms.Pressed | None = None,
) -> HttpResponse:
    place = stand.blocks.index(block) if block in stand.blocks else 0
    view = forms.block_view(
        standing=stand,
        block=block,
        language=language(),
        answers=pressed.typed if pressed else None,
        saved=pressed.told if pressed else None,
    )
    context = {
        "event": event,
        "name": _said(event.name),
        "about": _said(event.about) if not place else "",
        "view": view,
        "seen": 0,
        "before": _screen(event.key, stand.blocks[place - 1]) if place else reverse("guide:home"),
        "eras": forms.ERAS,
        "files_url": "",
        "logic_url": forms.logic_url(),
    }
    return render(request, "guide_app/block.html", context, status=pressed.status if pressed else 200)


def _screen(event: str, screen: str) -> str:
    if screen == forms.REVIEW:
        return reverse("guide:result", args=[event])
    return reverse("guide:block", args=[event, screen])


def _links() -> dict[str, str]:
    """Where each procedure in force is applied for, when this house takes applications."""
    found = manifest.find("apply")
    if found is None:
        return {}
    return {one.key: f"{found.resident_path}p/{one.key}/" for one in procedures.procedures(at=clock.now())}


def _booking(event: str, minutes: int) -> str:
    """Where one time for all of it is booked, when this house takes bookings and the pack says of what."""
    found, service = manifest.find("booking"), visits.service_of(event)
    if found is None or not service or not minutes:
        return ""
    return f"{found.resident_path}?{urlencode({'service': service, 'minutes': minutes})}"


def _said(words: Any) -> str:
    return in_language(words, language()) if words else ""
