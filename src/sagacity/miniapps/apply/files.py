"""Files of a form: added by a script, shown to their owner."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.uploads import api as uploads
from sagacity.miniapps.apply.who import Who, with_form
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Kind
from sagacity.procedures.forms import api as forms


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@with_form
def one(request: HttpRequest, form: forms.Form, asks: Who, *, upload: str) -> HttpResponse:
    """One file, to whoever handed it in."""
    if upload not in forms.uploads_of(form):
        raise Http404(upload)
    try:
        found = uploads.upload(key=upload)
        return uploads.answer(upload=found, small=bool(request.GET.get("small")))
    except uploads.NoSuchUpload as problem:
        raise Http404(upload) from problem


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@with_form
def add(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Take files from a script that shows their progress; says what became of them."""
    definition = procedures.definition(procedure=form.procedure, version=form.version)
    questions = [one for one in definition.questions() if one.kind in {Kind.FILE, Kind.SIGNATURE}]
    at = clock.now()
    if request.POST.get("paper"):
        wrong = forms.take_papers(form=form, papers=definition.papers, files=request.FILES, at=at)
    else:
        wrong = forms.take_files(
            form=form, questions=questions, post=request.POST, files=request.FILES, at=at
        )
    return JsonResponse({"wrong": wrong}, status=422 if wrong else 200)


@policy.access(policy.ANYONE)
@require_safe
@with_form
def listed(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Where files are sent to; read by nobody."""
    return JsonResponse(
        {"files": len(forms.uploads_of(form)), "form": reverse("apply:form", args=[form.key])}
    )
