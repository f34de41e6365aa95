"""The desk of surveys: how each goes, what was written freely, two questions together, and the end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.surveys import looks
from sagacity.procedures.api import Kind
from sagacity.procedures.surveys import api as surveys

MANAGE = policy.permitted(identity.SURVEY_MANAGE)
CROSSED = {Kind.CHOICE, Kind.YES_NO, Kind.NUMBER}


@policy.access(MANAGE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every survey: until when, how many answers, what waits to be read."""
    found = [looks.look(one) for one in surveys.surveys(at=clock.now())]
    return render(request, "surveys/desk_home.html", {"looks": found})


@policy.access(MANAGE)
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Counts so far, in tens, and what can be done."""
    survey = _survey(key)
    told = surveys.results(survey=key, at=clock.now())
    context = {
        "look": looks.look(survey),
        "told": told,
        "charts": looks.charts(told),
        "crossable": [
            (each.key, each.label["ja"]) for each in survey.definition.questions() if each.kind in CROSSED
        ],
    }
    return render(request, "surveys/desk_one.html", context)


@policy.access(MANAGE)
@require_POST
def live(request: HttpRequest, key: str) -> HttpResponse:
    """Show residents the counts before the end, or stop doing so."""
    shown = request.POST.get("shown") == "yes"
    try:
        surveys.show_live(survey=key, shown=shown, by=policy.person_of(request), at=clock.now())
        said = _("途中の結果を住民に見せます。") if shown else _("途中の結果を住民に見せません。")
        messages.success(request, said)
    except surveys.IsClosed:
        messages.info(request, _("終わったアンケートの結果は、いつも公開されています。"))
    except surveys.NoSuchSurvey as problem:
        raise Http404(key) from problem
    return _back(key)


@policy.access(MANAGE)
@require_POST
def invite(request: HttpRequest, key: str) -> HttpResponse:
    """Write a draft of a notice; it is read and sent at the desk of notices."""
    try:
        surveys.invite(survey=key, by=policy.person_of(request), at=clock.now())
        messages.success(request, _("お知らせの下書きを作りました。お知らせの机で読んで、提出してください。"))
    except surveys.IsClosed:
        messages.error(request, _("終わったアンケートには招けません。"))
    except surveys.NoSuchSurvey as problem:
        raise Http404(key) from problem
    return _back(key)


@policy.access(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Ask once more, then end it: it cannot be opened again."""
    survey = _survey(key)
    if request.method != "POST":
        return render(request, "surveys/desk_close.html", {"look": looks.look(survey)})
    try:
        surveys.close(survey=key, by=policy.person_of(request), at=clock.now())
        messages.success(request, _("アンケートを終わりにしました。結果は公開されています。"))
    except surveys.IsClosed:
        messages.info(request, _("このアンケートは、もう終わっています。"))
    return _back(key)


@policy.access(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, key: str) -> HttpResponse:
    """What was written freely: read it, keep it, or erase what tells of a person."""
    survey = _survey(key)
    if request.method == "POST":
        keep = request.POST.get("do") == "keep"
        try:
            surveys.decide_words(
                key=request.POST.get("words", ""), keep=keep, by=policy.person_of(request), at=clock.now()
            )
        except (LookupError, ValueError) as problem:
            raise Http404(key) from problem
        messages.success(request, _("残しました。") if keep else _("消しました。"))
        return HttpResponseRedirect(reverse("surveys_desk:words", args=[key]))
    labels = {each.key: each.label["ja"] for each in survey.definition.questions()}
    written = surveys.own_words(survey=key, at=clock.now())
    context = {
        "look": looks.look(survey),
        "new": [(each, labels.get(each.question, "")) for each in written if each.state == "new"],
        "kept": [(each, labels.get(each.question, "")) for each in written if each.state == "kept"],
    }
    return render(request, "surveys/desk_words.html", context)


@policy.access(MANAGE)
@require_safe
def crossed(request: HttpRequest, key: str) -> HttpResponse:
    """Two questions together."""
    survey = _survey(key)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    try:
        table = surveys.crossed(survey=key, row=row, column=column, at=clock.now())
    except LookupError as problem:
        raise Http404(key) from problem
    context = {
        "look": looks.look(survey),
        "row": table.row.label["ja"],
        "column": table.column.label["ja"],
        "columns": [words["ja"] for words in table.columns],
        "rows": [(words["ja"], line) for words, line in table.rows],
    }
    return render(request, "surveys/desk_crossed.html", context)


def _survey(key: str) -> surveys.Survey:
    try:
        return surveys.survey(key=key, at=clock.now())
    except surveys.NoSuchSurvey as problem:
        raise Http404(key) from problem


def _back(key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("surveys_desk:one", args=[key]))
