"""The desk's front page: what is to be done, the next days, and the figures."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import chosen, demo, desk_words

LOOK = policy.permitted(identity.DEBIT_LOOK)
AHEAD = timedelta(days=45)
PERIODS = {"90": 90, "365": 365}


@require_safe
@policy.access(LOOK)
def home(request: HttpRequest) -> HttpResponse:
    """What waits, and on which days what is taken next."""
    at = clock.now()
    counts = debit.counts()
    late = desk_words.late_runs(at)
    context = {
        "counts": [(desk_words.MANDATES[state], counts[state], state.value) for state in counts],
        "late": [(one, desk_words.run_title(one)) for one in late],
        "in_question": debit.find(asked=desk_words.in_question(at), limit=1)[1],
        "days": _days(clock.day(at)),
        "owed": len(debit.owed(step=debit.Next.SLIP)),
        "has_office": debit.plan().office is not None,
        "edition": debit.edition_of_banks(),
        "night": demo.night(),
    }
    return render(request, "debit/desk.html", context)


@require_safe
@policy.access(LOOK)
def figures(request: HttpRequest) -> HttpResponse:
    """How many take part, what comes through, and why the rest does not."""
    period = request.GET.get("days", "")
    since = clock.day(clock.now()) - timedelta(days=PERIODS[period]) if period in PERIODS else None
    said = debit.figures(since=since)
    context = {
        "said": said,
        "period": period,
        "states": [(desk_words.MANDATES[state], many) for state, many in said.states.items()],
        "items": [(desk_words.item_name(key), many) for key, many in sorted(said.items.items())],
        "refused": [(desk_words.WHYS[why], many) for why, many in said.refused.items()],
        "ended": [(desk_words.WHYS[why], many) for why, many in said.ended.items()],
        "banks": [(code, chosen.bank_name(code), many) for code, many in said.banks],
        "results": [
            (title, said.results.get(code, 0), said.yen.get(code, 0))
            for code, title in desk_words.RESULTS.items()
        ],
    }
    return render(request, "debit/desk_figures.html", context)


def _days(today: date) -> list[dict[str, object]]:
    """The days on which something is taken next, with the run there is or may be."""
    runs = {(one.item, one.day): one for one in debit.runs(limit=500)[0]}
    found = []
    for item in debit.plan().items.values():
        for day, try_ in debit.days(item, first=today, until=today + AHEAD):
            run = runs.get((item.key, day))
            found.append(
                {
                    "item": item.key,
                    "name": chosen.name_of(item),
                    "day": day,
                    "try_": desk_words.TRIES[try_],
                    "run": run,
                    "state": desk_words.RUNS[run.state] if run else "",
                    "may_make": day > today,
                }
            )
    return sorted(found, key=lambda one: str(one["day"]))
