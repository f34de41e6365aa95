"""The queue: which cases wait for this division, the most urgent first."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.counter import doors, searched, words
from sagacity.desks.counter.filters import ALSO, MINE, NOBODY, Filter
from sagacity.desks.counter.rows import rows
from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases

PER_PAGE = 50


@policy.access(doors.LOOK)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return show(request, chosen=request.GET.getlist("case"))


@policy.access(doors.LOOK)
@never_cache
@require_safe
def part(request: HttpRequest) -> HttpResponse:
    """The rows alone, for the page that looks anew without losing what is ticked."""
    return render(request, "desk_counter/rows.html", listed(request, chosen=request.GET.getlist("case")))


@policy.access(doors.LOOK)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Search for words: sent, not written into the address, for they may be a name."""
    asked = Filter.of(request)
    mark = searched.keep(request, request.POST.get("q", "").strip()[:100])
    return redirect(
        reverse("desk_counter:home") + asked.query(q=mark, state=asked.state or ("all" if mark else ""))
    )


def show(request: HttpRequest, *, chosen: Iterable[str] = (), status: int = 200, **more: Any) -> HttpResponse:
    person = policy.person_of(request)
    asked = Filter.of(request)
    context = {
        **listed(request, chosen=chosen),
        **_choices(person, asked),
        "may_enter": person.may(doors.ENTER.permission),
        "may_figures": person.may(doors.FIGURES.permission),
        **more,
    }
    return render(request, "desk_counter/queue.html", context, status=status)


def listed(request: HttpRequest, *, chosen: Iterable[str]) -> dict[str, Any]:
    """One page of the queue as its address says."""
    person, at = policy.person_of(request), clock.now()
    asked = Filter.of(request)
    told = asked.asked_of_cases(by=person)
    try:
        found = cases.queue(by=person, after=asked.after, size=PER_PAGE, at=at, **told)
    except cases.BadCursor:  # an address that was cut when it was copied: from the first page on
        found = cases.queue(by=person, size=PER_PAGE, at=at, **told)
    return {
        "asked": asked,
        "rows": rows(found.rows, chosen=chosen, at=at),
        "next": asked.query(after=found.after) if found.after else "",
        "first": asked.query() if asked.after else "",
        "at": at,
        "may_work": person.may(doors.WORK.permission),
        "may_decide": person.may(doors.DECIDE.permission),
    }


def _choices(person: policy.Person, asked: Filter) -> dict[str, Any]:
    known = procedures.procedures(at=clock.now())
    mine = known if doors.sees_all(person) else [one for one in known if _is_of(one, person.division)]
    divisions = sorted({stage.division for one in known for stage in one.stages if stage.division})
    return {
        "all_of_it": Filter(division=asked.division).query(),
        "chips": list(_chips(asked)),
        "stages": _stages(mine, asked.procedure),
        "divisions": divisions if doors.sees_all(person) else [],
        "procedures": [(one.key, words.here(one.name)) for one in mine],
        "states": [*ALSO.items(), *((key, name) for key, (name, _colour) in words.STATES.items())],
        "channels": list(words.CHANNELS.items())[:6],
        "orders": list(words.ORDERS.items()),
        "whose": [("", _("すべて")), (MINE, _("わたしの担当")), (NOBODY, _("担当が決まっていない"))],
        "colleagues": [
            (one.key, one.name)
            for one in identity.members()
            if one.division == person.division and one.active and one.key != person.key
        ],
    }


def _chips(asked: Filter) -> Iterator[dict[str, Any]]:
    """Ways of looking that are used all day long."""
    ways = (
        (_("わたしの担当"), {"who": MINE}),
        (_("担当が決まっていない"), {"who": NOBODY}),
        (_("期限切れ"), {"late": "1"}),
        (_("本人の返事待ち"), {"state": str(cases.State.MORE_ASKED)}),
        (_("支払い待ち"), {"state": str(cases.State.AWAITING_PAYMENT)}),
    )
    base = Filter(division=asked.division, procedure=asked.procedure)
    for label, said in ways:
        address = base.query(**said)
        yield {"label": label, "address": address, "is_on": address == asked.query()}


def _stages(known: Iterable[procedures.Definition], procedure: str) -> list[tuple[str, str]]:
    """The stages of the procedure that was chosen."""
    return [
        (stage.key, words.here(stage.name)) for one in known if one.key == procedure for stage in one.stages
    ]


def _is_of(definition: procedures.Definition, division: str) -> bool:
    return division in {definition.division, *(stage.division for stage in definition.stages)}
