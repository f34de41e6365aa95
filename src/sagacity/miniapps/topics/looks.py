"""A post as readers see it: in their language, with its theme, its districts and who wrote it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas
from sagacity.registry import api as registry

NAMED = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the city a post points to."""

    name: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Post:
    notice: messaging.Notice
    title: str
    body: str
    text_language: str  # "" when the text is in the reader's language, else the one it is in
    theme: str
    icon: str
    where: str
    writer: str
    links: tuple[Link, ...]


def post(notice: messaging.Notice) -> Post:
    """One post with everything around it."""
    (shown,) = posts([notice], with_links=True)
    return shown


def posts(notices: Iterable[messaging.Notice], *, with_links: bool = False) -> list[Post]:
    """Several posts in the reader's language."""
    language = get_language() or "ja"
    themes = {topic.key: topic for topic in messaging.topics(open_only=False)}
    return [_look(one, themes, language, with_links) for one in notices]


def where(audience: messaging.Audience) -> str:
    """The districts of an audience in words, the first few by name."""
    names = [*audience.groups, *audience.school_districts, *areas.words(audience.districts)]
    if not names:
        return _("市ぜんたい")
    some = _("、").join(names[:NAMED])
    more = len(names) - NAMED
    return some if more <= 0 else _("%(some)sほか%(more)sか所") % {"some": some, "more": more}


def _look(
    notice: messaging.Notice, themes: Mapping[str, messaging.Topic], language: str, with_links: bool
) -> Post:
    theme = themes.get(notice.content.topic)
    spoken = language if language in notice.content.title else "ja"
    return Post(
        notice=notice,
        title=notice.title_in(language),
        body=notice.body_in(language),
        text_language="" if spoken == language else spoken,
        theme=theme.name_in(language) if theme else notice.content.topic,
        icon=theme.icon if theme else "bell",
        where=where(notice.content.audience),
        writer=_writer(notice),
        links=_links(notice.content.attachments) if with_links else (),
    )


def _writer(notice: messaging.Notice) -> str:
    if notice.origin == messaging.Origin.NEIGHBOUR:
        return _("%(name)sさん（地域の書き手）") % {"name": notice.written_by_name}
    return notice.division or _("市役所")


def _links(keys: Iterable[str]) -> tuple[Link, ...]:
    wanted = list(keys)
    places = [Link(one.name, f"/apps/places/{one.key}/", "location") for one in registry.places(wanted)]
    return (*places, *(link for key in wanted if (link := _event(key))))


def _event(key: str) -> Link | None:
    try:
        event = registry.event(key)
    except registry.NoSuchEvent:
        return None
    return Link(event.name, f"/apps/events/{event.key}/", "event")
