"""One case on one screen: answers beside documents, what is to be checked, what may be done now."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.counter import doors, forms, looking, screen
from sagacity.kit import clock, policy
from sagacity.procedures.cases import api as cases


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    return show(request, doors.case_or_404(request, key), at=clock.now())


@policy.access(doors.LOOK)
@never_cache
@require_POST
def open_it(request: HttpRequest, key: str) -> HttpResponse:
    """Say for what the case is opened; an attempt without a purpose stands in the log."""
    case, at = doors.case_or_404(request, key), clock.now()
    form = forms.OpenForm(request.POST, by=policy.person_of(request), about=case.key)
    if not form.is_valid():
        return _ask_purpose(request, case, form, at=at, status=422)
    said = form.cleaned_data
    looking.remember(request, case=key, purpose=said["purpose"], for_all=said["for_all"], at=at)
    return redirect("desk_counter:one", key=key)


@policy.access(doors.LOOK)
@require_POST
def shut(request: HttpRequest, key: str) -> HttpResponse:
    """From now on every case asks again for what it is opened."""
    doors.case_or_404(request, key)
    looking.forget(request)
    messages.success(request, _("目的を消しました。次に案件を開くとき、もう一度たずねます。"))
    return redirect("desk_counter:home")


def show(
    request: HttpRequest, case: cases.Case, *, at: datetime, status: int = 200, **sent: Any
) -> HttpResponse:
    """The screen; a form that was sent and is not right stands in it with its errors."""
    person = policy.person_of(request)
    purpose = looking.purpose_of(request, case=case.key, at=at)
    if not purpose:
        form = forms.OpenForm(by=person, about=case.key)
        return _ask_purpose(request, case, form, at=at, status=status)
    story = cases.story(key=case.key, by=person, purpose=purpose, at=at)
    seen = sent.pop("overtaken_from", None)
    paper = request.GET.get("paper", "")
    shown = screen.of(story, person=person, purpose=purpose, at=at, paper=paper, seen=seen)
    context = {**shown, "purpose": purpose, **sent}
    return render(request, "desk_counter/one.html", context, status=status)


def opened(request: HttpRequest, case: cases.Case, *, at: datetime) -> cases.Story | None:
    """The story for a page that stands beside the screen; None where the purpose must be said first."""
    purpose = looking.purpose_of(request, case=case.key, at=at)
    if not purpose:
        return None
    return cases.story(key=case.key, by=policy.person_of(request), purpose=purpose, at=at)


def _ask_purpose(
    request: HttpRequest, case: cases.Case, form: forms.OpenForm, *, at: datetime, status: int = 200
) -> HttpResponse:
    context = {"case": case, "form": form, **screen.heading(case, at=at)}
    return render(request, "desk_counter/open.html", context, status=status)
