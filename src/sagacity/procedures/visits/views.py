"""The resident's screen at the counter: nobody signs in, it shows what the clerk's desk has joined it to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Source
from sagacity.procedures.forms import api as forms
from sagacity.procedures.visits import closings, drawing, refusals, screens, sheets, types

COOKIE = "sagacity_visit"
PATH = "/visit/"
LONGEST_PICTURE = 600_000


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code that the clerk's desk shows joins this screen."""
    wrong, typed = "", request.POST.get("code") or request.GET.get("code", "")
    if request.method == "POST":
        try:
            token = screens.join(code=typed, at=clock.now())
        except refusals.NoSuchCode:
            wrong = _(
                "このコードは使えません。10分を過ぎたか、字が違います。窓口の人に新しいコードを出してもらってください。"
            )
        else:
            answer = redirect("visits:screen")
            answer.set_cookie(
                COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure(), path=PATH
            )
            return answer
    return render(request, "visits/code.html", {"code": typed, "wrong": wrong}, status=422 if wrong else 200)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """Everything that stands on the sheet, as it stands now."""
    visit = _visit(request)
    if visit is None:
        return _ended(request)
    return render(request, "visits/screen.html", _shown(visit))


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def part(request: HttpRequest) -> HttpResponse:
    """The same, when it is another than this screen shows."""
    visit = _visit(request)
    if visit is None:
        return HttpResponse(status=410)
    if request.GET.get("revision") == str(visit.revision):
        return HttpResponse(status=204)
    return render(request, "visits/part.html", _shown(visit))


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, group: int) -> HttpResponse:
    """The questions under one heading, for the resident to put right."""
    visit = _visit(request)
    if visit is None:
        return _ended(request)
    at, language = clock.now(), _language()
    sheet = sheets.sheet(visit=visit.key, at=at, language=language)
    if visit.is_over or group >= len(sheet.composed.groups):
        raise Http404
    pressed = None
    if request.method == "POST":
        pressed = drawing.press(
            sheet=sheet, post=request.POST, source=Source.RESIDENT, at=at, language=language, group=group
        )
        sheet = pressed.written.sheet
        if pressed.is_good:
            return redirect("visits:screen")
    view = drawing.sheet_view(
        sheet=sheet, at=at, language=language, group=group, reader=Source.RESIDENT, pressed=pressed
    )
    context = {
        "view": view.block,
        "group": view.groups[0],
        "seen": sheet.visit.revision,
        "eras": forms.ERAS,
        "files_url": "",
        "logic_url": forms.logic_url(),
    }
    return render(request, "visits/correct.html", context, status=pressed.again.status if pressed else 200)


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest) -> HttpResponse:
    """Once, for everything: a picture drawn here, or the name in letters."""
    visit = _visit(request)
    if visit is None:
        return _ended(request)
    if visit.is_over or visit.signed:
        return redirect("visits:screen")
    wrong = ""
    if request.method == "POST":
        try:
            _sign(request)
            return redirect("visits:screen")
        except refusals.NotWhole:
            wrong = _("まだ聞くことが残っています。窓口の人といっしょに、残りを答えてください。")
        except refusals.SheetMoved:
            wrong = _("読んでいるあいだに内容が変わりました。もう一度読んでから、署名してください。")
        except refusals.VisitIsOver:
            return redirect("visits:screen")
        except uploads.Refused as problem:
            wrong = str(problem.words)
        except _NothingSigned:
            wrong = _("指で書くか、名前を文字で書いてください。")
        visit = _visit(request) or visit
    context = {**_shown(visit), "wrong": wrong}
    return render(request, "visits/sign.html", context, status=422 if wrong else 200)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def listed(request: HttpRequest, token: str) -> HttpResponse:
    """The list to take along, on one's own telephone."""
    try:
        closing = closings.open_by(token=token, at=clock.now())
    except refusals.NoSuchClosing:
        return render(request, "visits/list_over.html", status=404)
    return render(
        request,
        "visits/list.html",
        {"list": closings.closing_view(closing=closing, language=_language()), "closing": closing},
    )


class _NothingSigned(ValueError):
    """Neither a picture nor a name came."""


def _sign(request: HttpRequest) -> None:
    seen, drawn = request.POST.get("seen", ""), request.FILES.get("a.signature")
    picture = drawn.read(LONGEST_PICTURE) if drawn else b""
    written = request.POST.get("a.signature.written", "").strip()[:60]
    if not picture and not written:
        raise _NothingSigned
    screens.sign_on_screen(
        token=request.COOKIES.get(COOKIE, ""),
        seen=int(seen) if seen.isdigit() else -1,
        picture=picture,
        written=written,
        at=clock.now(),
    )


def _visit(request: HttpRequest) -> types.Visit | None:
    try:
        return screens.visit_of(token=request.COOKIES.get(COOKIE, ""), at=clock.now())
    except refusals.ScreenEnded:
        return None


def _ended(request: HttpRequest) -> HttpResponse:
    answer = render(request, "visits/ended.html", status=410)
    answer.delete_cookie(COOKIE, path=PATH)
    return answer


def _shown(visit: types.Visit) -> dict[str, Any]:
    language = _language()
    if visit.is_over:
        return {"visit": visit}
    sheet = sheets.sheet(visit=visit.key, at=clock.now(), language=language)
    return {
        "visit": visit,
        "groups": drawing.read_groups(sheet=sheet, language=language),
        "names": [in_language(one.definition.name, language) for one in sheet.parts],
        "is_whole": sheet.is_whole,
        "seen": visit.revision,
    }


def _language() -> str:
    return get_language() or "ja"
