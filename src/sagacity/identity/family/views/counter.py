"""The counter's pages: find a giver, write a mandate down, end it, act for a delegate, bar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.identity.family import acting, acts, children, mandates
from sagacity.identity.family import counter as desk
from sagacity.identity.family import mandate_types as facts
from sagacity.identity.family.staff_forms import ActForm, BarForm, CounterMandateForm, FindForm, NumberForm
from sagacity.identity.family.views import delegates, opened, refusals, shown
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy

HELP = policy.permitted(identity.ACCOUNT_HELP)


@policy.access(HELP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Whose mandates, or which mandate: two forms, each with a purpose."""
    sent = request.method == "POST"
    by = policy.person_of(request)
    form = FindForm(request.POST if sent else None, by=by)
    if sent and form.is_valid():
        found = _found(request, form)
        if found:
            opened.note(request, inhabitant=found, purpose=form.cleaned_data["purpose"])
            return redirect("family:person")
    context = {"form": form, "number_form": NumberForm(prefix="by", by=by)}
    return render(request, "family/staff/find.html", context, status=422 if sent else 200)


@policy.access(HELP)
@never_cache
@require_safe
def person(request: HttpRequest) -> HttpResponse:
    if opened.current(request) is None:
        return redirect("family:counter")
    return _person_page(request, CounterMandateForm(), BarForm())


@policy.access(HELP)
@never_cache
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    who, form = opened.demanded(request), CounterMandateForm(request.POST)
    if form.is_valid():
        by, at = policy.person_of(request), clock.now()
        terms = {**form.terms(), "reason": form.cleaned_data["reason"] or who.purpose}
        try:
            made, code = desk.give(giver=who.inhabitant, **terms, by=by, at=at)  # type: ignore[arg-type]
        except mandates.BadTerms as problem:
            form.add_error("ends_on", delegates.bad_terms(problem))
        except children.NotOfAge:
            form.add_error(None, _("18歳からたのめます。"))
        except register.NoPurpose:
            form.add_error("reason", refusals.NO_PURPOSE)
        else:
            said = shown.code(code, path=reverse("family:accept"))
            return render(request, "family/staff/given.html", {**said, **shown.mandate(made)})
    return _person_page(request, form, BarForm(), status=422)


@policy.access(HELP)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    opened.demanded(request)
    reason, by = request.POST.get("reason", ""), policy.person_of(request)
    try:
        desk.end(mandate=request.POST.get("mandate", ""), reason=reason, by=by, at=clock.now())
        messages.success(request, _("委任を終わらせました。"))
    except register.NoPurpose:
        messages.error(request, refusals.NO_PURPOSE)
    except mandates.NoSuchMandate:
        messages.info(request, _("この委任は、もう終わっています。"))
    return redirect("family:person")


@policy.access(HELP)
@never_cache
@require_POST
def bar(request: HttpRequest) -> HttpResponse:
    who, form = opened.demanded(request), BarForm(request.POST)
    if form.is_valid():
        said, by, at = form.cleaned_data, policy.person_of(request), clock.now()
        try:
            child = desk.find(
                name=said["name"],
                birth_date=said["birth_date"],
                address="",
                purpose=said["reason"],
                by=by,
                at=at,
            )
            does = desk.bar if said["does"] == "bar" else desk.lift_bar
            does(adult=who.inhabitant, child=child, reason=said["reason"], by=by, at=at)
            messages.success(request, _("記録しました。"))
            return redirect("family:person")
        except desk.NobodyFound as problem:
            form.add_error("name", refusals.nobody(problem))
        except register.NoPurpose:
            form.add_error("reason", refusals.NO_PURPOSE)
    return _person_page(request, CounterMandateForm(), form, status=422)


@policy.access(HELP)
@never_cache
@require_POST
def mandate(request: HttpRequest) -> HttpResponse:
    """The mandate of a number that a delegate says."""
    by = policy.person_of(request)
    form = NumberForm(request.POST, prefix="by", by=by)
    if form.is_valid():
        said = form.cleaned_data
        try:
            found = desk.shown(**said, by=by, at=clock.now())
            return _mandate_page(request, found, _act_form(found, initial=said), purpose=said["purpose"])
        except mandates.NoSuchMandate:
            form.add_error("number", _("この番号の委任はありません。文字を確かめてください。"))
        except register.NoPurpose:
            form.add_error("purpose", refusals.NO_PURPOSE)
    context = {"form": FindForm(by=by), "number_form": form}
    return render(request, "family/staff/find.html", context, status=422)


@policy.access(HELP)
@never_cache
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do an act for a delegate whom the clerk sees."""
    by, at = policy.person_of(request), clock.now()
    number, purpose = request.POST.get("number", ""), request.POST.get("purpose", "")
    try:
        found = desk.shown(number=number, purpose=purpose, by=by, at=at)
    except (mandates.NoSuchMandate, register.NoPurpose):
        return redirect("family:counter")
    form = _act_form(found, data=request.POST)
    if form.is_valid():
        try:
            found = desk.act(**form.cleaned_data, by=by, at=at)
            messages.success(request, _("記録しました。本人の画面に出ます。"))
            form = _act_form(found, initial={"number": number, "purpose": purpose})
            return _mandate_page(request, found, form, purpose=purpose)
        except acting.OutsideTheMandate as refusal:
            form.add_error(None, refusals.outside(refusal))
        except policy.TooLittleAssurance:
            form.add_error(None, _("代理の人の本人確認が足りません。"))
    return _mandate_page(request, found, form, purpose=purpose, status=422)


def _found(request: HttpRequest, form: FindForm) -> str:
    try:
        return desk.find(**form.cleaned_data, by=policy.person_of(request), at=clock.now())
    except desk.NobodyFound as problem:
        form.add_error("name", refusals.nobody(problem))
    except register.NoPurpose:
        form.add_error("purpose", refusals.NO_PURPOSE)
    return ""


def _act_form(found: facts.Mandate, **said: object) -> ActForm:
    form = ActForm(**said)  # type: ignore[arg-type]
    choices = [(one.key, str(one.title)) for one in acts.known(found.acts) if one.at_counter]
    form.fields["act"].choices = choices  # type: ignore[attr-defined]
    return form


def _mandate_page(
    request: HttpRequest, found: facts.Mandate, form: ActForm, *, purpose: str, status: int = 200
) -> HttpResponse:
    """The clerk compares the document with the delegate as the register has them."""
    by = policy.person_of(request)
    giver, delegate = desk.people(number=found.number, purpose=purpose, by=by, at=clock.now())
    context = {"form": form, "giver": giver, "delegate": delegate, **shown.mandate(found)}
    return render(request, "family/staff/mandate.html", context, status=status)


def _person_page(
    request: HttpRequest, form: CounterMandateForm, bar_form: BarForm, *, status: int = 200
) -> HttpResponse:
    who, by, at = opened.demanded(request), policy.person_of(request), clock.now()
    found = desk.of_giver(giver=who.inhabitant, purpose=who.purpose, by=by, at=at)
    context = {
        "purpose": who.purpose,
        "mandates": [shown.mandate(one) for one in found],
        "form": form,
        "bar_form": bar_form,
    }
    return render(request, "family/staff/person.html", context, status=status)
