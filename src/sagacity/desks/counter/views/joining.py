"""Two cases that are one, or that have to do with each other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.counter import doors, forms, pressing
from sagacity.desks.counter.views import acts, one
from sagacity.kit import clock, policy
from sagacity.procedures.cases import api as cases


@policy.access(doors.WORK)
@require_POST
def merge(request: HttpRequest, key: str) -> HttpResponse:
    """Let this case be the same as another; what was paid for it goes back."""
    form = forms.MergeForm(request.POST, auto_id="merge_%s")
    other = _other(request, form, "into")
    if other is None:
        return one.show(request, doors.case_or_404(request, key), at=clock.now(), status=422, merge_form=form)
    done = _("%(number)s にまとめました。払われた手数料があれば、返す手続きが始まります。") % {
        "number": other.number
    }
    return acts.act(request, key, form, "merge_form", cases.merge, done, into=other.key, reason="reason")


@policy.access(doors.WORK)
@require_POST
def relate(request: HttpRequest, key: str) -> HttpResponse:
    case, form = doors.case_or_404(request, key), forms.RelateForm(request.POST, auto_id="relate_%s")
    other = _other(request, form, "other")
    if other is None or other.key == key:
        return one.show(request, case, at=clock.now(), status=422, relate_form=form)
    problem = pressing.press(
        cases.relate, case=key, other=other.key, by=policy.person_of(request), at=clock.now()
    )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("つなぎました。どちらの案件からも見られます。"))
    return redirect("desk_counter:one", key=key)


def _other(request: HttpRequest, form: forms.OnceForm, field: str) -> cases.Case | None:
    """The case that a form names by its number; None with a word at the field where there is none to see."""
    if not form.is_valid():
        return None
    try:
        found = cases.case_of_number(number=form.cleaned_data[field])
    except cases.NoSuchCase:
        found = None
    if found is None or not doors.may_see(policy.person_of(request), found):
        form.add_error(field, _("この番号の案件がないか、ほかの課のものです。番号を確かめてください。"))
        return None
    return found
