"""The garbage desk: patterns, what is live, what waits, and the twelve months."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.garbage import forms, months
from sagacity.registry.collection import api as collection

MONTHS = 12


@require_GET
@policy.access(policy.ANY_STAFF)
def patterns(request: HttpRequest) -> HttpResponse:
    """Every pattern with its state; those that wait for approval first."""
    found = collection.patterns(on=clock.day(clock.now()))
    waiting = [one for one in found if one.draft]
    context = {
        "waiting": waiting,
        "others": [one for one in found if not one.draft],
        "names": identity.names(of=[key for one in waiting if one.draft for key in one.draft.editors]),
        **_powers(request),
    }
    return render(request, "garbage/desk_patterns.html", context)


@require_GET
@policy.access(policy.ANY_STAFF)
def pattern(request: HttpRequest, pattern: str) -> HttpResponse:
    """One pattern: rules, exceptions, twelve months with differences, approval, history."""
    return pattern_page(request, pattern)


def pattern_page(
    request: HttpRequest,
    key: str,
    *,
    status: int = 200,
    rules: Mapping[str, forms.RulesForm] | None = None,
    exception: forms.ExceptionForm | None = None,
    approval: forms.ApprovalForm | None = None,
) -> HttpResponse:
    """The page of a pattern, with forms that were sent back."""
    today = clock.day(clock.now())
    try:
        one = collection.pattern(key, on=today)
    except collection.NoSuchPattern as problem:
        raise Http404(key) from problem
    shown = one.draft or one.live
    plan = shown.plan if shown else collection.Plan()
    kinds = collection.kinds()
    first, last = months.span(today, MONTHS)
    change = collection.difference(pattern=key, from_=first, until=last)
    history = collection.history(key)
    people = {name for version in history for name in (*version.editors, version.approved_by) if name}
    person = policy.person_of(request)
    context = {
        "pattern": one,
        "plan": plan,
        "rules": [_rules_of(kind, plan, rules or {}) for kind in kinds],
        "examples": collection.EXAMPLES,
        "exception_form": exception or forms.ExceptionForm(kinds=[kind.name for kind in kinds]),
        "approval_form": approval or forms.ApprovalForm(initial=_period(one, today)),
        "change": change,
        "months": months.months(today, MONTHS, _marks(plan, change, kinds, first, last), today),
        "history": history,
        "names": identity.names(of=people),
        "areas": collection.areas(pattern=key),
        "edited_by_me": bool(one.draft and person.key in one.draft.editors),
        **_powers(request),
    }
    return render(request, "garbage/desk_pattern.html", context, status=status)


def _powers(request: HttpRequest) -> dict[str, bool]:
    person = policy.person_of(request)
    return {
        "may_edit": person.may(identity.COLLECTION_EDIT),
        "may_approve": person.may(identity.COLLECTION_APPROVE),
    }


def _rules_of(
    kind: collection.Kind, plan: collection.Plan, sent: Mapping[str, forms.RulesForm]
) -> tuple[collection.Kind, str, forms.RulesForm]:
    text = "\n".join(collection.say_rule(rule) for rule in plan.rules if rule.kind == kind.name)
    form = sent.get(kind.name) or forms.RulesForm(
        initial={"kind": kind.name, "text": text}, auto_id=f"id_{kind.key}_%s"
    )
    return kind, text, form


def _period(one: collection.Pattern, today: date) -> dict[str, date | None]:
    return {"from_": today, "until": one.live.until if one.live else None}


def _marks(
    plan: collection.Plan,
    change: collection.Difference,
    kinds: list[collection.Kind],
    first: date,
    last: date,
) -> dict[date, list[months.Mark]]:
    """The days of the draft, with those that come new and those that go."""
    by_name = {kind.name: kind for kind in kinds}
    added = {(day.on, day.kind) for day in change.added}
    found: dict[date, list[months.Mark]] = {}
    for day in collection.make_calendar(plan, from_=first, until=last).days:
        what = "added" if (day.on, day.kind) in added else ""
        found.setdefault(day.on, []).append(months.Mark(by_name[day.kind], day.kind, what))
    for day in change.removed:
        found.setdefault(day.on, []).append(months.Mark(by_name[day.kind], day.kind, "removed"))
    return found
