"""The work in the frame: which form, which page of it; whatever is open here is what the resident sees."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.desks.remote import doors
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.kit.uploads import api as uploads
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling
from sagacity.reservations.remote import api as remote


@policy.access(doors.ENTER)
@doors.in_a_frame
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    call, language, at = doors.call_or_404(request, key), get_language() or "ja", clock.now()
    form = doors.form_of(call)
    if call.state is remote.State.ENDED:
        return render(request, "desk_remote/over.html", {"call": call})
    if form is None:
        known = [(one.key, in_language(one.name, language)) for one in procedures.procedures(at=at)]
        known.sort(key=lambda one: one[1])
        context = {"call": call, "procedures": known, "once": uuid.uuid4()}
        return render(request, "desk_remote/choose.html", context)
    if form.is_sent:
        return render(request, "desk_remote/sent.html", {"call": call, "case": cases.case(key=form.case)})
    stand = _standing(request, form)
    block = next((one for one in stand.definition.blocks if one.key == call.page), None)
    if request.method != "POST":
        return _draw(request, call, stand)
    if block is None:
        raise Http404(call.page)
    pressed = filling.press(
        form=form,
        block=block,
        post=request.POST,
        sent=request.FILES,
        by=policy.person_of(request),
        at=at,
        language=language,
    )
    _show(request, call, form=form.key, page=pressed.saved.next if pressed.is_done else block.key)
    if pressed.is_done:
        return redirect("desk_remote:work", key=key)
    return _draw(request, call, _standing(request, pressed.saved.form), pressed=pressed)


@policy.access(doors.ENTER)
@doors.in_a_frame
@require_POST
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Open a form; it is the resident's from its first moment."""
    call, at = doors.open_call_or_404(request, key), clock.now()
    if not call.person:
        messages.error(request, _("相手がまだ入っていません。入ってから始めてください。"))
        return redirect("desk_remote:work", key=key)
    try:
        form = filling.begin(
            procedure=request.POST.get("procedure", ""),
            by=policy.person_of(request),
            owner=call.person,
            client_key=f"{call.key}:{doors.once(request)}"[:120],
            channel="remote",
            at=at,
        )
    except (procedures.NoSuchProcedure, procedures.NotInForce):
        messages.error(request, _("手続をえらんでください。"))
        return redirect("desk_remote:work", key=key)
    _show(request, call, form=form.key, page=_standing(request, form).blocks[0])
    return redirect("desk_remote:work", key=key)


@policy.access(doors.ENTER)
@doors.in_a_frame
@require_POST
def turn(request: HttpRequest, key: str) -> HttpResponse:
    """Turn to another page of the form, or lay it aside for another procedure."""
    call, wanted = doors.open_call_or_404(request, key), request.POST.get("page", "")
    if wanted == "":
        _show(request, call, form="", page="")
        return redirect("desk_remote:work", key=key)
    form = doors.form_or_404(call)
    if wanted not in {*_standing(request, form).blocks, filling.PAPERS, filling.REVIEW}:
        raise Http404(wanted)
    _show(request, call, form=form.key, page=wanted)
    return redirect("desk_remote:work", key=key)


@policy.access(doors.ENTER)
@doors.in_a_frame
@require_POST
def take_over(request: HttpRequest, key: str) -> HttpResponse:
    """A code by which the counter desk receives the form: for whoever cannot prove who they are."""
    call = doors.open_call_or_404(request, key)
    form = doors.form_or_404(call)
    code = filling.hand_over(form=form.key, at=clock.now())
    return _draw(request, call, _standing(request, form), code=code)


def _draw(
    request: HttpRequest,
    call: remote.Call,
    stand: filling.Standing,
    *,
    pressed: filling.Pressed | None = None,
    code: str = "",
) -> HttpResponse:
    language = get_language() or "ja"
    block = next((one for one in stand.definition.blocks if one.key == call.page), None)
    titles = {one.key: in_language(one.title, language) for one in stand.definition.blocks}
    titles |= {filling.PAPERS: _("書類の写真"), filling.REVIEW: _("確かめる")}
    screens = list(stand.blocks)
    if stand.checked.papers and filling.PAPERS not in screens:
        screens.append(filling.PAPERS)
    context: dict[str, Any] = {
        "call": call,
        "name": in_language(stand.definition.name, language),
        "why_not": [in_language(one, language) for one in stand.why_not],
        "screens": [
            (one, titles.get(one, one), one in stand.form.done) for one in [*screens, filling.REVIEW]
        ],
        "is_whole": stand.next == filling.REVIEW,
        "sections": filling.review_of(stand, language=language) if call.page == filling.REVIEW else [],
        "papers": _papers(stand, language) if call.page == filling.PAPERS else None,
        "seen": stand.form.revision,
        "eras": filling.ERAS,
        "logic_url": filling.logic_url(),
        "files_url": reverse("desk_remote:call", args=[call.key]) + "files/",
        "code": code,
    }
    if block is not None:
        context["view"] = filling.block_view(
            standing=stand,
            block=block.key,
            language=language,
            answers=pressed.typed if pressed else None,
            saved=pressed.told if pressed else None,
            wrong=pressed.wrong if pressed else None,
            looked=pressed.looked if pressed else None,
        )
    return render(request, "desk_remote/work.html", context, status=pressed.status if pressed else 200)


def _papers(stand: filling.Standing, language: str) -> list[tuple[str, str, list[uploads.Upload]]]:
    """Papers of which a picture may be asked, each with those that have come."""
    return [
        (
            one.key,
            in_language(one.label, language),
            uploads.uploads_of(keys=stand.form.papers.get(one.key, ())),
        )
        for one in stand.definition.papers
        if one.key in stand.checked.papers
    ]


def _show(request: HttpRequest, call: remote.Call, *, form: str, page: str) -> None:
    remote.show(
        call=call.key,
        subject=form,
        page=page,
        seat=remote.Role.CLERK,
        by=policy.person_of(request),
        at=clock.now(),
    )


def _standing(request: HttpRequest, form: filling.Form) -> filling.Standing:
    return filling.standing(
        form=form, by=policy.person_of(request), at=clock.now(), language=get_language() or "ja"
    )
