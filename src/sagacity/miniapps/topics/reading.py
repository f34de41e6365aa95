"""Reading: the news of my districts and themes, and one post."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas, choices, looks, posts, reports

PER_PAGE = 20
EVERYWHERE = "all"


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """The news, newest first: of what this device chose, or what the filters ask for."""
    at, mine, language = clock.now(), choices.chosen(request), get_language() or "ja"
    words, theme, where = (request.GET.get(name, "").strip()[:100] for name in ("q", "topic", "where"))
    topics = messaging.topics()
    known = {topic.key for topic in topics}
    themes = [theme] if theme in known else [key for key in mine.themes if key in known] or sorted(known)
    districts = () if where == EVERYWHERE else mine.districts
    found = messaging.archive(
        words=words,
        topics=themes or ["-"],  # a city without themes has no news, not all notices
        districts=districts,
        at=at,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    context = {
        "posts": looks.posts(found.notices),
        "total": found.total,
        "per_page": PER_PAGE,
        "words": words,
        "theme": theme if theme in known else "",
        "topics": [(topic, topic.name_in(language), topic.key in mine.themes) for topic in topics],
        "where": where,
        "mine": mine,
        "my_areas": areas.words(mine.districts),
        "is_editor": posts.editor(request, at=at) is not None,
    }
    return render(request, "topics/list.html", context)


@require_GET
@policy.access(policy.ANYONE)
def post(request: HttpRequest, key: str) -> HttpResponse:
    """One post; one that was taken down says so."""
    notice = readable(key)
    mine = choices.chosen(request)
    taken_down = notice.state == messaging.NoticeState.RECALLED
    context = {
        "post": looks.post(notice),
        "taken_down": taken_down,
        "is_over": notice.content.expires_at <= clock.now(),
        "follows": notice.content.topic in mine.themes,
        "reported": reports.has_reported(post=key, reporter=identity.device_of(request).key),
    }
    return render(request, "topics/post.html", context, status=410 if taken_down else 200)


def readable(key: str) -> messaging.Notice:
    """A post anybody may read, or that was there and is gone; anything else is not found."""
    try:
        notice = messaging.notice(key=key)
    except messaging.NoSuchNotice as problem:
        raise Http404(key) from problem
    out = (messaging.NoticeState.PUBLISHED, messaging.NoticeState.RECALLED)
    if notice.state not in out or notice.published_at is None or not posts.is_a_post(notice):
        raise Http404(key)
    return notice
