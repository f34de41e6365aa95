"""Files of a case, for the page that shows them: what was handed in, what would come out, what came out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.counter import doors, looking, outgoing
from sagacity.desks.counter.forms import OnceForm
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes

# A page of this desk may show them in a frame; nothing in them may run or ask anybody for anything.
SHOWN = (
    "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def paper(request: HttpRequest, key: str, upload: str) -> HttpResponse:
    """One document that was handed in; a look of its own in the log."""
    case, purpose = _opened(request, key)
    if not purpose:
        return redirect("desk_counter:one", key=key)
    try:
        found = uploads.upload(key=upload)
        if found.about != case.key:
            raise Http404(upload)
        answer = uploads.answer(upload=found, small="small" in request.GET)
    except uploads.NoSuchUpload as problem:
        raise Http404(upload) from problem
    if "small" not in request.GET:
        _write_down(request, case, purpose, what=upload)
    return _in_a_frame(answer)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """What would come out if the city said yes now: a sample, without number and signature."""
    case, purpose = _opened(request, key)
    if not purpose:
        return redirect("desk_counter:one", key=key)
    content = outgoing.preview(case)
    if content is None:
        raise Http404(key)
    _write_down(request, case, purpose, what="preview")
    return _pdf(content, "preview.pdf")


@policy.access(doors.LOOK)
@never_cache
@require_safe
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """What was submitted, on paper."""
    case, purpose = _opened(request, key)
    if not purpose:
        return redirect("desk_counter:one", key=key)
    by, language = policy.person_of(request), get_language() or "ja"
    try:
        content = outcomes.application_copy(
            case=case.key, by=by, at=clock.now(), language=language, purpose=purpose
        )
    except (outcomes.CharactersLacking, outcomes.NoPaper):
        messages.error(request, _("字（フォント）が足りないので、写しを作れません。画面で見てください。"))
        return redirect("desk_counter:one", key=key)
    return _pdf(content, "application.pdf")


@policy.access(doors.LOOK)
@never_cache
@require_safe
def document(request: HttpRequest, key: str, document: str) -> HttpResponse:
    """What came out, to be read on the screen."""
    case, purpose = _opened(request, key)
    if not purpose:
        return redirect("desk_counter:one", key=key)
    _of(case, document)
    by = policy.person_of(request)
    return _pdf(outcomes.pdf(document=document, by=by, at=clock.now(), purpose=purpose), "document.pdf")


@policy.access(doors.WORK)
@never_cache
@require_POST
def print_it(request: HttpRequest, key: str, document: str) -> HttpResponse:
    """The same for the printer of the counter: counted, and handed over with it."""
    case = doors.case_or_404(request, key)
    _of(case, document)
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect("desk_counter:one", key=key)
    try:
        content = outcomes.print_one(
            document=document,
            by=policy.person_of(request),
            at=clock.now(),
            client_key=str(form.cleaned_data["once"]),
        )
    except outcomes.NotNow:
        messages.error(request, _("この書類は取り消されているので、印刷できません。"))
        return redirect("desk_counter:one", key=key)
    return _pdf(content, "document.pdf")


def _of(case: cases.Case, document: str) -> None:
    """A document of another case is none here."""
    if document not in {one.key for one in outcomes.documents_of(case=case.key)}:
        raise Http404(document)


def _opened(request: HttpRequest, key: str) -> tuple[cases.Case, str]:
    case = doors.case_or_404(request, key)
    return case, looking.purpose_of(request, case=key, at=clock.now())


def _write_down(request: HttpRequest, case: cases.Case, purpose: str, *, what: str) -> None:
    audit.record(
        actor=policy.person_of(request),
        action="case.read",
        thing=case.key,
        purpose=purpose,
        at=clock.now(),
        subject=case.inhabitant or case.applicant,
        group="application",
        channel="desk",
        after={"paper": what},
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = (
        f'inline; filename="{name.encode("ascii", "ignore").decode() or "case.pdf"}"'
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return _in_a_frame(answer)


def _in_a_frame(answer: HttpResponse) -> HttpResponse:
    answer["Content-Security-Policy"] = SHOWN
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer
