"""Neighbourhood editors at the desk: invited, renewed, trusted, ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas, doors
from sagacity.miniapps.topics.desk_forms import InvitationForm, RenewForm, WhyForm

ROLE = identity.NEIGHBOURHOOD_EDITOR


@require_GET
@policy.access(doors.MANAGE)
def editors(request: HttpRequest) -> HttpResponse:
    """Who writes, who is invited, who wrote before."""
    at = clock.now()
    today = clock.day(at)
    names = {topic.key: topic.name_in("ja") for topic in messaging.topics(open_only=False)}
    holders = [(one, areas.words(one.scope.districts), _themes(one.scope, names)) for one in _holders()]
    offers = identity.invitations(role=ROLE)
    context = {
        "now": [each for each in holders if each[0].holds_on(today)],
        "past": [each for each in holders if not each[0].holds_on(today)],
        "offers": [(one, areas.words(one.scope.districts)) for one in offers if one.is_open(at)],
    }
    return render(request, "topics/desk_editors.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@policy.access(doors.MANAGE)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link and the code are shown once, on the page that follows."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            offer, code = identity.invite(
                client_key=form.cleaned_data["client_key"],
                role=ROLE,
                name=form.cleaned_data["name"],
                scope=form.scope(),
                ends_on=form.cleaned_data["ends_on"],
                by=policy.person_of(request),
                at=clock.now(),
            )
        except identity.BadEnd:
            form.add_error("ends_on", _("今日から1年までの日にしてください。"))
        else:
            link = request.build_absolute_uri(f"{reverse('topics:invited')}?code={code}")
            context = {"offer": offer, "code": code, "link": link}
            return render(request, "topics/desk_invited.html", context)
    return render(request, "topics/desk_invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@policy.access(doors.MANAGE)
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take an invitation back."""
    try:
        identity.withdraw_invitation(invitation=key, by=policy.person_of(request), at=clock.now())
    except identity.NoSuchInvitation as problem:
        raise Http404(key) from problem
    messages.success(request, _("招待を取り消しました。"))
    return HttpResponseRedirect(reverse("topics_desk:editors"))


@require_http_methods(["GET", "POST"])
@policy.access(doors.MANAGE)
def editor(request: HttpRequest, key: str) -> HttpResponse:
    """One editor: renew, trust, end."""
    role = _role(key)
    renew, end = RenewForm(initial={"ends_on": role.ends_on}), WhyForm()
    if request.method == "POST":
        what = request.POST.get("what")
        renew = RenewForm(request.POST) if what == "renew" else renew
        end = WhyForm(request.POST) if what == "end" else end
        if _done(request, key, renew, end):
            return HttpResponseRedirect(reverse("topics_desk:editor", args=[key]))
    names = {topic.key: topic.name_in("ja") for topic in messaging.topics(open_only=False)}
    context = {
        "role": role,
        "is_on": role.holds_on(clock.day(clock.now())),
        "areas": areas.words(role.scope.districts),
        "themes": _themes(role.scope, names),
        "renew": renew,
        "end": end,
        "posts": messaging.notices(written_by=role.person, limit=20),
    }
    status = 422 if renew.errors or end.errors else 200
    return render(request, "topics/desk_editor.html", context, status=status)


def _done(request: HttpRequest, key: str, renew: RenewForm, end: WhyForm) -> bool:
    what, by, at = request.POST.get("what"), policy.person_of(request), clock.now()
    try:
        if what == "renew" and renew.is_valid():
            identity.renew_role(key=key, ends_on=renew.cleaned_data["ends_on"], by=by, at=at)
            messages.success(request, _("期間をのばしました。"))
        elif what == "end" and end.is_valid():
            identity.end_role(key=key, why=end.cleaned_data["why"], by=by, at=at)
            messages.success(request, _("書き手の役目を終わりにしました。"))
        elif what in {"trust", "distrust"}:
            identity.trust_role(key=key, trusted=what == "trust", by=by, at=at)
            messages.success(request, _("変えました。"))
        else:
            return False
    except identity.BadEnd:
        renew.add_error("ends_on", _("今日から1年までの日にしてください。"))
        return False
    except identity.RoleOver:
        messages.error(request, _("この役目はもう終わっています。もう一度招待してください。"))
    return True


def _holders() -> list[identity.ResidentRole]:
    return identity.holders(role=ROLE)


def _role(key: str) -> identity.ResidentRole:
    try:
        return identity.resident_role(key)
    except identity.NoSuchResidentRole as problem:
        raise Http404(key) from problem


def _themes(scope: identity.Scope, names: dict[str, str]) -> list[str]:
    return [names.get(key, key) for key in scope.topics]
