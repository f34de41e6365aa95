"""Themes at the desk: names in six languages, who may post, order, open or closed."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import doors
from sagacity.miniapps.topics.desk_forms import ThemeForm, theme_values


@require_GET
@policy.access(doors.MANAGE)
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme with its followers."""
    return render(
        request, "topics/desk_themes.html", {"topics": messaging.topics(open_only=False, counted=True)}
    )


@require_http_methods(["GET", "POST"])
@policy.access(doors.MANAGE)
def theme(request: HttpRequest, key: str = "") -> HttpResponse:
    """Make a theme, or change one."""
    before = _topic(key) if key else None
    form = ThemeForm(
        request.POST if request.method == "POST" else None,
        is_new=before is None,
        initial=theme_values(before) if before else None,
    )
    if request.method == "POST" and form.is_valid() and _kept(request, form, is_new=before is None):
        messages.success(request, _("保存しました。"))
        return HttpResponseRedirect(reverse("topics_desk:themes"))
    context = {"form": form, "topic": before}
    return render(request, "topics/desk_theme.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, form: ThemeForm, *, is_new: bool) -> bool:
    wanted = form.topic()
    there = {topic.key: topic for topic in messaging.topics(open_only=False)}.get(wanted.key)
    if is_new and there is not None and replace(there, followers=0) != replace(wanted, followers=0):
        form.add_error("key", _("このキーのテーマはもうあります。"))
        return False
    try:
        messaging.write_topic(topic=wanted, by=policy.person_of(request), at=clock.now())
    except messaging.BadDraft as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _topic(key: str) -> messaging.Topic:
    try:
        return messaging.topic(key=key)
    except messaging.NoSuchTopic as problem:
        raise Http404(key) from problem
