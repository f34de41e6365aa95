"""The same form as on a telephone, filled in at the counter together with the resident."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.desks.counter import doors, entering, looking, sending, words
from sagacity.desks.counter.forms import SendForm
from sagacity.kit import clock, policy
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Block
from sagacity.procedures.forms import api as filling
from sagacity.procedures.visits import api as visits


@policy.access(doors.ENTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, form: str) -> HttpResponse:
    """One block after the other; the last page shows everything once more."""
    found, visitor = _open(request, form)
    if visitor is None:
        return redirect("desk_counter:enter")
    by, at, language = policy.person_of(request), clock.now(), get_language() or "ja"
    standing = filling.standing(form=found, by=by, at=at, language=language)
    wanted = request.GET.get("block") or standing.next
    if wanted == filling.REVIEW:
        return redirect("desk_counter:review", form=form)
    if wanted == filling.PAPERS:
        return _papers(request, standing)
    block = next((one for one in standing.definition.blocks if one.key == wanted), None)
    if block is None:
        raise Http404(wanted)
    if request.method == "POST":
        return _save(request, standing, block)
    return _show(request, standing, block)


@policy.access(doors.ENTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, form: str) -> HttpResponse:
    """Everything once more, for the eyes of the resident; then it is sent."""
    found, visitor = _open(request, form)
    if visitor is None:
        return redirect("desk_counter:enter")
    clerk, at, language = policy.person_of(request), clock.now(), get_language() or "ja"
    standing = filling.standing(form=found, by=clerk, at=at, language=language)
    sheet = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and sheet.is_valid():
        case, problem = sending.send(form=found, visitor=visitor, clerk=clerk, at=at)
        if case is not None:
            looking.remember(request, case=case.key, purpose=visitor.purpose, for_all=False, at=at)
            messages.success(request, _("受け付けました。番号は %(number)s です。") % {"number": case.number})
            return redirect("desk_counter:one", key=case.key)
        sheet.add_error(None, problem)
    fee = filling.fee(standing=standing, by=clerk, at=at)
    context = {
        **_about(standing),
        "sheet": sheet,
        "is_whole": standing.next == filling.REVIEW and not standing.why_not,
        "next": standing.next,
        "fee": fee,
        "sections": filling.review_of(standing, language=language),
    }
    return render(request, "desk_counter/review.html", context, status=422 if sheet.errors else 200)


@policy.access(doors.ENTER)
@never_cache
@require_safe
def file(request: HttpRequest, form: str, upload: str) -> HttpResponse:
    """A file of the form that is open here."""
    found, visitor = _open(request, form)
    if visitor is None or upload not in filling.uploads_of(found):
        raise Http404(upload)
    return uploads.answer(upload=uploads.upload(key=upload), small="small" in request.GET)


def _open(request: HttpRequest, key: str) -> tuple[filling.Form, visits.Visitor | None]:
    """The form, and whom this clerk has before them for it; nobody's after the session ended."""
    try:
        found = filling.form(key=key)
    except filling.NoSuchForm as problem:
        raise Http404(key) from problem
    if found.owner != policy.person_of(request).key:
        raise PermissionDenied("the form of another counter")
    if found.is_sent:
        raise Http404(key)
    return found, entering.visitor_of(request, form=key)


def _save(request: HttpRequest, standing: filling.Standing, block: Block) -> HttpResponse:
    by, at, language = policy.person_of(request), clock.now(), get_language() or "ja"
    pressed = filling.press(
        form=standing.form,
        block=block,
        post=request.POST,
        sent=request.FILES,
        by=by,
        at=at,
        language=language,
    )
    if pressed.is_done:
        return redirect(f"{request.path}?block={pressed.saved.next}")
    fresh = filling.standing(form=pressed.saved.form, by=by, at=at, language=language)
    return _show(request, fresh, block, pressed)


def _papers(request: HttpRequest, standing: filling.Standing) -> HttpResponse:
    """Papers are taken in here, or seen by the clerk: then they need no picture."""
    at, language, wrong = clock.now(), get_language() or "ja", {}
    if request.method == "POST":
        do = request.POST.get("do", "next")
        papers = standing.definition.papers
        wrong = filling.take_papers(form=standing.form, papers=papers, files=request.FILES, at=at)
        form = filling.let_go(form=standing.form.key, do=do, at=at)
        if do == "next" and not wrong:
            return redirect("desk_counter:review", form=form.key)
        standing = filling.standing(form=form, by=policy.person_of(request), at=at, language=language)
    view = filling.papers_view(standing=standing, language=language, faults=wrong)
    return _drawn(request, standing, view, status=422 if wrong else 200, is_papers=True)


def _show(
    request: HttpRequest,
    standing: filling.Standing,
    block: Block,
    pressed: filling.Pressed | None = None,
) -> HttpResponse:
    view = filling.block_view(
        standing=standing,
        block=block.key,
        language=get_language() or "ja",
        answers=pressed.typed if pressed else None,
        saved=pressed.told if pressed else None,
        wrong=pressed.wrong if pressed else None,
        looked=pressed.looked if pressed else None,
    )
    return _drawn(request, standing, view, status=pressed.status if pressed else 200)


def _drawn(
    request: HttpRequest,
    standing: filling.Standing,
    view: filling.BlockView,
    *,
    status: int,
    is_papers: bool = False,
) -> HttpResponse:
    context = {
        **_about(standing),
        "view": view,
        "seen": standing.form.revision,
        "is_papers": is_papers,
        "eras": filling.ERAS,
        "logic_url": filling.logic_url(),
    }
    return render(request, "desk_counter/block.html", context, status=status)


def _about(standing: filling.Standing) -> dict[str, Any]:
    titles = {one.key: words.here(one.title) for one in standing.definition.blocks}
    titles |= {filling.PAPERS: _("書類")}
    return {
        "form": standing.form,
        "procedure": words.here(standing.definition.name),
        "why_not": [words.here(one) for one in standing.why_not],
        "steps": [(key, titles.get(key, key), key in standing.form.done) for key in standing.blocks],
        "files_url": f"/desk/counter/form/{standing.form.key}/files/",
    }
