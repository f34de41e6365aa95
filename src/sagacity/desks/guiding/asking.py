"""The same questions as on a telephone, asked at the counter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.guiding import doors, words
from sagacity.kit import clock, policy
from sagacity.procedures.forms import api as forms
from sagacity.procedures.guide import api as guide


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, key: str, block: str) -> HttpResponse:
    """One block; what a colleague wrote meanwhile is said, not overwritten."""
    handed = doors.set_or_404(key)
    event = doors.event_or_404(handed.event)
    stand = standing(event, handed)
    asked = next((one for one in event.definition.blocks if one.key == block), None)
    if asked is None:
        raise Http404(block)
    if request.method != "POST":
        if block not in stand.blocks:
            return HttpResponseRedirect(screen(key, stand.next))
        return _drawn(request, event, handed, stand, block)
    pressed = forms.press_loose(
        stand=stand, block=asked, post=request.POST, at=clock.now(), language=words.language()
    )
    seen = request.POST.get("seen", "")
    try:
        written = guide.write(
            key=key,
            answers=pressed.saved.form.answers,
            seen=int(seen) if seen.isdigit() else handed.revision,
            at=clock.now(),
        )
    except guide.SetMoved:
        messages.warning(
            request, _("ほかの画面で答えが変わりました。今の答えを見てから、もう一度押してください。")
        )
        return HttpResponseRedirect(screen(key, block))
    if pressed.is_done:
        return HttpResponseRedirect(screen(key, pressed.saved.next))
    return _drawn(request, event, written, standing(event, written), block, pressed=pressed)


def standing(event: guide.Event, handed: guide.HandedSet) -> forms.Standing:
    return forms.loose_standing(
        definition=event.definition,
        answers=handed.answers,
        at=clock.now(),
        language=words.language(),
    )


def screen(key: str, to: str) -> str:
    if to == forms.REVIEW:
        return reverse("desk_guiding:one", args=[key])
    return reverse("desk_guiding:block", args=[key, to])


def _drawn(
    request: HttpRequest,
    event: guide.Event,
    handed: guide.HandedSet,
    stand: forms.Standing,
    block: str,
    *,
    pressed: forms.Pressed | None = None,
) -> HttpResponse:
    view = forms.block_view(
        standing=stand,
        block=block,
        language=words.language(),
        answers=pressed.typed if pressed else None,
        saved=pressed.told if pressed else None,
    )
    context = {
        "handed": handed,
        "name": words.here(event.name),
        "view": view,
        "seen": handed.revision,
        "eras": forms.ERAS,
        "files_url": "",
        "logic_url": forms.logic_url(),
    }
    return render(request, "desk_guiding/block.html", context, status=pressed.status if pressed else 200)
