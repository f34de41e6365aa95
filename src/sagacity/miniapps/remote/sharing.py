"""What is shown to everybody: a block to read along, a place to sign, everything once more."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.remote.doors import (
    form_of,
    form_or_404,
    in_a_frame,
    level_needed,
    resident_only,
    with_seat,
)
from sagacity.procedures.api import Kind
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms
from sagacity.reservations.remote import api as remote

BY_HAND = {Kind.SIGNATURE, Kind.CONSENT}  # what nobody writes for somebody else


@policy.access(policy.ANYONE)
@in_a_frame
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_seat
def page(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    if request.method == "POST":
        return _signed(request, seat, token)
    form = form_of(seat)
    if form is None or seat.call.state is remote.State.ENDED:
        return render(request, "remote_app/nothing.html", {"is_over": seat.call.state is remote.State.ENDED})
    if form.is_sent:
        case = cases.case(key=form.case)
        mine = seat.role is remote.Role.RESIDENT
        return render(request, "remote_app/sent.html", {"case": case, "is_mine": mine})
    return draw(request, seat, token, _standing(request, form))


def draw(
    request: HttpRequest,
    seat: remote.Seat,
    token: str,
    stand: forms.Standing,
    *,
    pressed: forms.Pressed | None = None,
    wrong: str = "",
) -> HttpResponse:
    """The page that is shown now."""
    language, shown = get_language() or "ja", seat.call.page
    block = next((one for one in stand.definition.blocks if one.key == shown), None)
    by_hand = block is not None and any(one.kind in BY_HAND for one in block.questions)
    writes = seat.role is remote.Role.RESIDENT and by_hand
    person, needed = policy.resident_person_of(request), level_needed(stand.definition)
    fee = forms.fee(standing=stand, by=person, at=clock.now())
    context: dict[str, Any] = {
        "token": token,
        "form": stand.form,
        "name": in_language(stand.definition.name, language),
        "is_resident": seat.role is remote.Role.RESIDENT,
        "is_review": shown == forms.REVIEW,
        "is_whole": stand.next == forms.REVIEW and not stand.why_not,
        "why_not": [in_language(one, language) for one in stand.why_not],
        "sections": _sections(stand, shown, language),
        "has_enough": person.level >= needed,
        "level_words": accounts.words_of(needed),
        "offers_prefill": (
            forms.wants_prefill(stand.definition) and not stand.form.is_given and not stand.form.mandate
        ),
        "fee": fee,
        "wrong": wrong,
        "files_url": reverse("remote:room", args=[token]) + "files/",
        "eras": forms.ERAS,
        "logic_url": forms.logic_url(),
        "seen": stand.form.revision,
    }
    if writes and block is not None:
        context["view"] = forms.block_view(
            standing=stand,
            block=block.key,
            language=language,
            answers=pressed.typed if pressed else None,
            saved=pressed.told if pressed else None,
            wrong=pressed.wrong if pressed else None,
        )
    status = pressed.status if pressed else 422 if wrong else 200
    return render(request, "remote_app/page.html", context, status=status)


def _sections(stand: forms.Standing, shown: str, language: str) -> list[forms.Section]:
    """All answers at the end, before that those of one page: what is still being written is not wrong yet."""
    every = forms.review_of(stand, language=language)
    if shown == forms.REVIEW:
        return every
    return [
        replace(one, lines=tuple(replace(line, fault="") for line in one.lines))
        for one in every
        if one.key == shown
    ]


@resident_only
def _signed(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """What was written by hand here is kept, and everybody sees it."""
    form, at, language = form_or_404(seat), clock.now(), get_language() or "ja"
    stand = _standing(request, form)
    block = next((one for one in stand.definition.blocks if one.key == seat.call.page), None)
    if block is None or not any(one.kind in BY_HAND for one in block.questions):
        raise Http404("nothing is written on this page")
    pressed = forms.press(
        form=form,
        block=block,
        post=request.POST,
        sent=request.FILES,
        by=policy.resident_person_of(request),
        at=at,
        language=language,
    )
    show(request, seat, page=pressed.saved.next if pressed.is_done else block.key)
    if pressed.is_done or not pressed.wrong:
        return HttpResponseRedirect(reverse("remote:page", args=[token]))
    return draw(request, seat, token, _standing(request, pressed.saved.form), pressed=pressed)


def show(request: HttpRequest, seat: remote.Seat, *, page: str) -> None:
    """Let everybody see that the resident changed something."""
    remote.show(
        call=seat.call.key,
        subject=seat.call.subject,
        page=page,
        seat=remote.Role.RESIDENT,
        by=policy.resident_person_of(request),
        at=clock.now(),
    )


def _standing(request: HttpRequest, form: forms.Form) -> forms.Standing:
    return forms.standing(
        form=form, by=policy.resident_person_of(request), at=clock.now(), language=get_language() or "ja"
    )
