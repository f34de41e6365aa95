"""Beginning at the counter: who it is, what they want; then the same form as on a telephone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.counter import doors, entering, words
from sagacity.desks.counter.forms import EnterForm
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as filling
from sagacity.procedures.visits import api as visits


@policy.access(doors.ENTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    person, at, sent = policy.person_of(request), clock.now(), request.method == "POST"
    known = sorted(procedures.procedures(at=at), key=lambda one: words.here(one.name))
    form = EnterForm(
        request.POST if sent else None,
        by=person,
        procedures=[(one.key, words.here(one.name)) for one in known],
        initial={"procedure": request.GET.get("procedure", "")},
    )
    if sent and form.is_valid():
        try:
            return _begin(request, form)
        except visits.NobodyFound as problem:
            form.add_error("code" if problem.why == "card" else "name", entering.nobody_found(problem.why))
        except accounts.NotAtTheCounter:
            form.add_error(None, _("本人を確かめる役割がありません。役割「審査担当」の人に頼んでください。"))
    return render(request, "desk_counter/enter.html", {"form": form}, status=422 if sent else 200)


def _begin(request: HttpRequest, form: EnterForm) -> HttpResponse:
    said, clerk, at = form.cleaned_data, policy.person_of(request), clock.now()
    visitor = _visitor(said)
    by = visits.person(visitor, by=clerk, at=at)
    begun = filling.begin(
        procedure=said["procedure"],
        by=by,
        owner=clerk.key,
        client_key=f"desk:{said['once']}",
        at=at,
        channel="counter",
        resident=visitor.resident,
        inhabitant=visitor.inhabitant,
    )
    entering.remember(request, form=begun.key, visitor=visitor)
    if visitor.inhabitant:
        entering.fill_in(form=begun, visitor=visitor, by=by, at=at)
    return redirect("desk_counter:form", form=begun.key)


def _visitor(said: dict[str, object]) -> visits.Visitor:
    purpose = str(said["purpose"])
    if said["who"] == "code":
        return visits.by_card(code=str(said["code"]), purpose=purpose, at=clock.now())
    if said["who"] == "facts":
        return visits.by_facts(
            name=str(said["name"]),
            birth_date=said["birth_date"],  # type: ignore[arg-type]
            address=str(said["address"]),
            purpose=purpose,
        )
    return visits.by_document(purpose=purpose)
