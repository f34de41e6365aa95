"""Going on here with what began elsewhere: a resident's form, or another counter's case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.counter import doors, entering, looking
from sagacity.desks.counter.forms import ResumeForm
from sagacity.kit import clock, policy
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling
from sagacity.procedures.visits import api as visits


@policy.access(doors.ENTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """A code under a QR code on a telephone: typed, or read by a hand reader."""
    person, sent = policy.person_of(request), request.method == "POST"
    form = ResumeForm(request.POST if sent else None, by=person, about="urn:ngsi-ld:Form:code")
    if sent and form.is_valid():
        said, at = form.cleaned_data, clock.now()
        code = _code(said["code"])
        try:
            found = filling.resume(code=code, by=person, owner=person.key, channel="counter", at=at)
        except filling.CodeOver:
            pass
        else:
            visitor = visits.Visitor(found.inhabitant, found.resident, said["purpose"])
            entering.remember(request, form=found.key, visitor=visitor)
            return redirect("desk_counter:form", form=found.key)
        try:
            case = cases.accept_hand_over(token=code, by=person, at=at)
        except cases.NoSuchHandOver:
            form.add_error(
                "code",
                _(
                    "このコードは使えません。10分を過ぎたか、一度使われています。新しいコードを出してもらってください。"
                ),
            )
        except cases.NotAllowed:
            form.add_error("code", _("この案件は、あなたの課では扱えません。担当の課に案内してください。"))
        else:
            looking.remember(request, case=case.key, purpose=said["purpose"], for_all=False, at=at)
            return redirect("desk_counter:one", key=case.key)
    return render(request, "desk_counter/resume.html", {"form": form}, status=422 if sent else 200)


def _code(typed: str) -> str:
    """What was typed or read: a QR code may carry an address that ends in the code."""
    return typed.strip().rstrip("/").rpartition("/")[2]
