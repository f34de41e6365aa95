"""The first minute: three pages with one question each. No script is needed, and nothing is a must."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry
from sagacity.shell import district, welcome

FEW_TOWNS = 12  # up to here all towns stand on the first page, and one press is enough
SECOND, THIRD = "/welcome/children/", "/welcome/notices/"


@policy.access(policy.ANYONE)
def town(request: HttpRequest) -> HttpResponse:
    """Where do you live? By district and town, or by a few letters of its name."""
    if request.method == "POST":
        try:
            name = district.choose(request, key=request.POST.get("district", ""), at=clock.now())
        except registry.NoSuchTown:
            messages.error(request, _("その町は、いまの一覧にありません。もう一度えらんでください。"))
            return HttpResponseRedirect("/welcome/")
        if name:
            messages.success(
                request, _("「%(town)s」をおぼえました。いつでもかえられます。") % {"town": name}
            )
        return HttpResponseRedirect(SECOND)
    words = request.GET.get("q", "").strip()[:80]
    group = request.GET.get("group")
    groups = district.groups()
    few = sum(one.towns for one in groups) <= FEW_TOWNS
    shown = (
        district.towns(words=words, group=None if words else group)
        if words or group is not None or few
        else []
    )
    chosen = district.chosen(request)
    page = {
        "step": 1,
        "next": SECOND,
        "words": words,
        "group": group,
        "groups": [] if few else groups,
        "towns": shown[:60],
        "asked": bool(words) or group is not None,
        "chosen": chosen,
        "done": chosen is not None,
    }
    return render(request, "shell/welcome_town.html", page)


@policy.access(policy.ANYONE)
def children(request: HttpRequest) -> HttpResponse:
    """Are there children? Yes or no."""
    said = request.POST.get("children")
    if request.method == "POST":
        if said in {"yes", "no"}:
            welcome.answer_children(request, children=said == "yes", at=clock.now())
        return HttpResponseRedirect(THIRD)
    answered = welcome.children(request)
    page = {"step": 2, "next": THIRD, "answered": answered, "done": answered is not None}
    return render(request, "shell/welcome_children.html", page)


@policy.access(policy.ANYONE)
def notices(request: HttpRequest) -> HttpResponse:
    """Shall we tell you? On this device, and about what."""
    if request.method == "POST":
        at = clock.now()
        welcome.follow(request, chosen=request.POST.getlist("topic"), at=at)
        return _home(request)
    person = identity.device_of(request).key
    page = {
        "step": 3,
        "topics": [
            {"key": one.key, "name": one.name_in(get_language() or "ja"), "icon": one.icon}
            for one in welcome.topics(request)
        ],
        "followed": messaging.followed(person=person),
        "first": welcome.CHILD_ICONS if welcome.children(request) else (),
    }
    return render(request, "shell/welcome_notices.html", page)


@policy.access(policy.ANYONE)
@require_POST
def skip(request: HttpRequest) -> HttpResponse:
    """None of it, now: the invitation goes away, and the settings keep the doors."""
    return _home(request)


def _home(request: HttpRequest) -> HttpResponse:
    welcome.end(request, at=clock.now())
    messages.success(request, _("用意ができました。えらんだことは、設定でいつでもかえられます。"))
    return HttpResponseRedirect("/")
