"""The pages of a neighbourhood editor: my posts, a new one, one that came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas, looks, posts
from sagacity.miniapps.topics.forms import NeighbourPostForm, areas_of, texts_of

PER_PAGE = 20


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """Everything this editor wrote, with where it stands."""
    role = posts.editor(request, at=clock.now())
    if role is None:
        return _nobody(request)
    found = messaging.notices(
        origin=messaging.Origin.NEIGHBOUR,
        app=posts.APP,
        written_by=role.person,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    names = {topic.key: topic.name_in(get_language() or "ja") for topic in messaging.topics(open_only=False)}
    context = {
        "role": role,
        "areas": areas.words(role.scope.districts),
        "themes": [names.get(key, key) for key in role.scope.topics],
        "posts": looks.posts(found.notices),
        "total": found.total,
        "per_page": PER_PAGE,
        "may_write": bool(posts.themes_of(role)),
    }
    return render(request, "topics/mine.html", context)


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a post, or one that came back anew."""
    at = clock.now()
    role = posts.editor(request, at=at)
    if role is None:
        return _nobody(request)
    before = _mine(role, key) if key else None
    if before and before.state not in {messaging.NoticeState.DRAFT, messaging.NoticeState.WAITING}:
        messages.error(request, _("公開した話題は直せません。取り下げて、新しく書いてください。"))
        return HttpResponseRedirect(reverse("topics:mine"))
    form = NeighbourPostForm(request.POST if request.method == "POST" else None, role=role)
    if before and request.method == "GET":
        form.initial.update(texts_of(before))
        form.initial["areas"] = areas_of(before.content.audience.districts, role.scope.districts)
    if request.method == "POST" and form.is_valid() and _handed_in(request, role, form, key):
        return HttpResponseRedirect(reverse("topics:mine"))
    context = {"form": form, "role": role, "before": before}
    return render(request, "topics/write.html", context, status=422 if form.errors else 200)


@require_POST
@policy.access(policy.ANYONE)
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take an own post back."""
    at = clock.now()
    role = posts.editor(request, at=at)
    if role is None:
        return _nobody(request)
    _mine(role, key)
    posts.take_back(role=role, post=key, why=_("書いた人が取り下げました。"), at=at)
    messages.success(request, _("取り下げました。"))
    return HttpResponseRedirect(reverse("topics:mine"))


def _handed_in(request: HttpRequest, role: identity.ResidentRole, form: NeighbourPostForm, key: str) -> bool:
    try:
        done = posts.hand_in(
            role=role,
            said=form.said(),
            client_key=form.cleaned_data["client_key"],
            post=key,
            at=clock.now(),
        )
    except (messaging.BadDraft, messaging.NotNow) as problem:
        form.add_error(None, str(problem))
        return False
    out = done.state == messaging.NoticeState.PUBLISHED
    messages.success(
        request, _("公開しました。") if out else _("市に送りました。職員が読んでから公開します。")
    )
    return True


def _mine(role: identity.ResidentRole, key: str) -> messaging.Notice:
    try:
        return posts.mine(role, key)
    except posts.NotYours as problem:
        raise Http404(key) from problem


def _nobody(request: HttpRequest) -> HttpResponse:
    return render(request, "topics/nobody.html", status=403)
