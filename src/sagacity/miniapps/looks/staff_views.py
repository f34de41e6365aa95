"""Pages of staff: questions that wait, the line each is about, and the answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui
from sagacity.miniapps.looks import questions, words
from sagacity.miniapps.looks.staff_forms import AnswerForm

PER_PAGE = 50
AUDITOR = policy.permitted(identity.AUDIT_READ)


@require_GET
@policy.access(AUDITOR)
def listed(request: HttpRequest) -> HttpResponse:
    """Open questions, or the answered ones."""
    is_open = request.GET.get("state") != "answered"
    offset = ui.offset(request, per_page=PER_PAGE)
    context = {
        "questions": questions.listed(is_open=is_open, limit=PER_PAGE, offset=offset),
        "is_open": is_open,
        "paging": ui.paging(request, total=questions.count(is_open=is_open), per_page=PER_PAGE),
    }
    return render(request, "looks/staff_listed.html", context)


@require_http_methods(["GET", "POST"])
@policy.access(AUDITOR)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One question with its line; an answer is given once."""
    try:
        question = questions.question(key)
    except questions.NoSuchQuestion as problem:
        raise Http404(key) from problem
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            by, at = policy.person_of(request), clock.now()
            questions.answer(key=key, text=form.cleaned_data["text"], by=by, at=at)
            messages.success(request, _("答えました。本人のページに出ています。"))
        except questions.Answered:
            messages.error(request, _("ほかの担当者が先に答えました。下の答えを見てください。"))
        return HttpResponseRedirect(reverse("looks_desk:one", args=[key]))
    line = audit.line(number=question.line)
    context = {
        "question": question,
        "line": line,
        "groups": words.groups(line.group) if line else [],
        "channel": words.channel(line.channel) if line else "",
        "form": form,
    }
    return render(request, "looks/staff_one.html", context, status=422 if form.errors else 200)
