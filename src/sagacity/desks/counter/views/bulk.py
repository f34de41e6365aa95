"""Many cases at once: each by itself, and a report says which went and which not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.desks.counter import doors, forms, pressing, texts, words
from sagacity.desks.counter.views import queue
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases

MOST = 200
ACTS = {"take", "pass", "decide", "refresh"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case of many."""

    case: cases.Case
    title: str
    problem: str


@policy.access(doors.LOOK)
@never_cache
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """What the buttons over the list do with the cases that are ticked."""
    person, wanted = policy.person_of(request), request.POST.get("act", "")
    chosen = list(dict.fromkeys(request.POST.getlist("case")))[:MOST]
    if wanted == "refresh" or wanted not in ACTS:
        return queue.show(request, chosen=chosen)
    if not chosen:
        messages.error(request, _("案件が選ばれていません。左の箱に印を付けてから、押してください。"))
        return queue.show(request, chosen=(), status=422)
    found = cases.cases_by_key(keys=chosen)
    seen = [found[key] for key in chosen if key in found and doors.may_see(person, found[key])]
    if wanted == "take" and person.may(doors.WORK.permission):
        done = cases.take_many(cases=[one.key for one in seen], by=person, at=clock.now())
        return _report(request, seen, _("担当になる"), done)
    if wanted == "pass" and person.may(doors.WORK.permission):
        return _pass(request, seen)
    if wanted == "decide" and person.may(doors.DECIDE.permission):
        return _decide(request, seen)
    return queue.show(request, chosen=chosen, status=403)


def _pass(request: HttpRequest, seen: Sequence[cases.Case]) -> HttpResponse:
    """To the next stage: only stages in which nothing is to be ticked, for nobody ticks unseen."""
    done = cases.pass_many(
        cases=[one.key for one in seen], checks=(), by=policy.person_of(request), at=clock.now()
    )
    return _report(request, seen, _("次の段階へ進める"), done)


def _decide(request: HttpRequest, seen: Sequence[cases.Case]) -> HttpResponse:
    """First a page that says of what one decides; then the same decision for each."""
    checks = _checks_of(seen)
    sent = "decision" in request.POST
    form = forms.DecideForm(
        request.POST if sent else None, initial={"seen": 0}, checks=checks, auto_id="many_%s"
    )
    if not sent or not form.is_valid():
        context = {
            "form": form,
            "cases": [(one, words.here(one.title)) for one in seen],
            "decisions": [(key, *said) for key, said in words.DECISIONS.items()],
        }
        return render(request, "desk_counter/decide_many.html", context, status=422 if sent else 200)
    said = form.cleaned_data
    done = cases.decide_many(
        cases=[one.key for one in seen],
        decision=said["decision"],
        reason=texts.joined(form.texts()),
        checks=said.get("checks", []),
        by=policy.person_of(request),
        at=clock.now(),
        client_key=str(said["once"]),
    )
    return _report(request, seen, str(words.DECISIONS[said["decision"]][0]), done)


def _checks_of(seen: Sequence[cases.Case]) -> list[tuple[str, str]]:
    """Everything that is to be looked at in any of them."""
    found: dict[str, str] = {}
    for one in seen:
        definition = procedures.definition(procedure=one.procedure, version=one.version)
        stage = next((each for each in definition.stages if each.key == one.stage), None)
        found |= {each.key: words.here(each.label) for each in (stage.checks if stage else ())}
    return list(found.items())


def _report(
    request: HttpRequest, seen: Sequence[cases.Case], what: str, done: Sequence[cases.Problem]
) -> HttpResponse:
    """Each by itself: one that could not be done held no other up."""
    by_key = {one.key: one for one in seen}
    outcomes = [
        Outcome(
            by_key[one.case], words.here(by_key[one.case].title), pressing.word(one.problem, by_key[one.case])
        )
        for one in done
    ]
    context = {
        "what": what,
        "done": [one for one in outcomes if not one.problem],
        "not_done": [one for one in outcomes if one.problem],
        "back": request.get_full_path().partition("?")[2],
    }
    return render(request, "desk_counter/report.html", context)
