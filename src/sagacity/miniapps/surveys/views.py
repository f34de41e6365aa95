"""Pages of residents: what is asked, answering once, and what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.kit import clock, policy
from sagacity.miniapps.surveys import fields, looks
from sagacity.procedures.api import Fault
from sagacity.procedures.surveys import api as surveys


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Open surveys first, then what came of those that ended."""
    found = [looks.look(one) for one in surveys.surveys(at=clock.now())]
    context = {
        "open": [one for one in found if one.survey.is_open],
        "ended": [one for one in found if not one.survey.is_open],
    }
    return render(request, "surveys/listed.html", context)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """What it is about, until when, and what happens with an answer."""
    survey = _survey(key)
    person = policy.resident_person_of(request)
    answered = surveys.has_answered(survey=key, by=person, at=clock.now())
    return render(request, "surveys/one.html", {"look": looks.look(survey), "answered": answered})


@policy.access(policy.resident(level=2))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Every question on one page: nothing is kept until the answer is sent."""
    survey, by, at = _survey(key), policy.resident_person_of(request), clock.now()
    if request.method != "POST":
        if not survey.is_open or surveys.has_answered(survey=key, by=by, at=at):
            return _back(key)
        return _drawn(request, survey)
    try:
        surveys.answer(
            survey=key,
            answers=fields.typed(survey.definition, request.POST),
            by=by,
            language=get_language() or "ja",
            at=at,
        )
    except surveys.NotGood as refused:
        return _drawn(request, survey, faults=refused.checked.faults, status=422)
    except surveys.HasAnswered:
        messages.info(request, _("もう答えています。答えられるのは1人1回です。"))
    except surveys.IsClosed:
        messages.error(request, _("このアンケートは終わりました。結果を見られます。"))
    except surveys.NoCard:
        messages.error(
            request, _("住民だと確かめた人だけが答えられます。カードで確かめてから、もう一度開いてください。")
        )
    else:
        messages.success(request, _("答えを受け取りました。ありがとうございました。"))
    return _back(key)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def results(request: HttpRequest, key: str) -> HttpResponse:
    """Counts as tables with bars; before the end only where staff said so."""
    survey = _survey(key)
    told = surveys.results(survey=key, at=clock.now()) if survey.results_are_public else None
    context = {
        "look": looks.look(survey),
        "told": told,
        "charts": looks.charts(told) if told else [],
        "catalogue": "" if survey.is_open else surveys.catalogue_address(survey=survey),
    }
    return render(request, "surveys/results.html", context)


@policy.access(policy.ANYONE)
@require_safe
def results_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The same as open data; only at the end, when nothing changes any more."""
    if _survey(key).is_open:
        raise Http404(key)
    answer = HttpResponse(
        surveys.open_data(survey=key, at=clock.now()), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer


def _survey(key: str) -> surveys.Survey:
    try:
        return surveys.survey(key=key, at=clock.now())
    except surveys.NoSuchSurvey as problem:
        raise Http404(key) from problem


def _drawn(
    request: HttpRequest, survey: surveys.Survey, *, faults: tuple[Fault, ...] = (), status: int = 200
) -> HttpResponse:
    answers = fields.typed(survey.definition, request.POST)
    parts = fields.drawn(survey.definition, answers, faults, get_language() or "ja")
    wrong = [question for part in parts for question in part.questions if question.error]
    context = {"look": looks.look(survey), "parts": parts, "wrong": wrong}
    return render(request, "surveys/answer.html", context, status=status)


def _back(key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("surveys:one", args=[key]))
