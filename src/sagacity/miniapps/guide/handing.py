"""Handing the set to the counter: a QR code and letters to be read out. Nothing in it says whose it is."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.guide import kept as notes
from sagacity.miniapps.guide.pages import event_or_404, language, standing
from sagacity.procedures.forms import api as forms
from sagacity.procedures.guide import api as guide


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, event: str) -> HttpResponse:
    """A press makes the code; pressed again with the same answers it is the same code."""
    found, at = event_or_404(event), clock.now()
    kept = notes.kept(request, event=event)
    if kept is None or standing(found, kept.answers).next != forms.REVIEW:
        return HttpResponseRedirect(reverse("guide:one", args=[event]))
    handed = _open(kept.token)
    if request.method == "POST":
        if handed is None:
            made = guide.hand_over(event=event, answers=kept.answers, at=at)
            notes.keep_token(request, event=event, token=made.token, at=at)
        return HttpResponseRedirect(reverse("guide:hand-over", args=[event]))
    if handed is None:
        return HttpResponseRedirect(reverse("guide:result", args=[event]))
    context = {
        "event": found,
        "name": in_language(found.name, language()),
        "code": guide.shown(kept.token),
        "qr": _drawn(f"{guide.PREFIX}{kept.token}"),
        "until": handed.until,
    }
    return render(request, "guide_app/hand_over.html", context)


def _open(token: str) -> guide.HandedSet | None:
    try:
        return guide.open_by(token=token, at=clock.now()) if token else None
    except guide.NoSuchSet:
        return None


def _drawn(said: str) -> str:
    """A QR code as an address of data: nothing is fetched."""
    import segno

    return str(segno.make_qr(said, error="m").svg_data_uri(scale=5, border=2))
