"""A notice as a reader sees it, in their language or, where nothing was written in it, in Japanese."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import me

FIRST_LINES = 80


@dataclass(frozen=True, slots=True)
class Look:
    """What the pages need to know of one notice."""

    key: str
    title: str
    body: str
    html_language: str  # of title and body
    is_fallback: bool
    topic: str
    at: datetime
    expires_at: datetime
    icon: str
    is_urgent: bool
    is_unread: bool
    is_recalled: bool
    is_over: bool

    @property
    def first_lines(self) -> str:
        text = " ".join(self.body.split())
        return text if len(text) <= FIRST_LINES else text[: FIRST_LINES - 1] + "…"


def of_letters(letters: Iterable[messaging.Letter], *, at: datetime, topics: dict[str, str]) -> list[Look]:
    """Letters of somebody's inbox, with the names of their topics as far as they are given."""
    return [look(one.notice, topics, at=at, said_at=one.at, is_unread=one.read_at is None) for one in letters]


def of_notices(notices: Iterable[messaging.Notice], *, at: datetime) -> list[Look]:
    """Notices of the archive, which nobody is asked to have read."""
    topics = topic_names()
    return [look(one, topics, at=at, said_at=one.published_at or one.content.publish_at) for one in notices]


def look(
    notice: messaging.Notice,
    topics: dict[str, str],
    *,
    at: datetime,
    said_at: datetime,
    is_unread: bool = False,
) -> Look:
    language, said = me.language(), notice.content
    spoken = language if said.title.get(language) else "ja"
    urgent = said.loudness == messaging.Loudness.URGENT
    recalled = notice.state == messaging.NoticeState.RECALLED
    return Look(
        key=notice.key,
        title=notice.title_in(language),
        body="" if recalled else notice.body_in(language),
        html_language=ui.html_language(spoken),
        is_fallback=spoken != language,
        topic=topics.get(said.topic, ""),
        at=said_at,
        expires_at=said.expires_at,
        icon="warning" if urgent else "bell",
        is_urgent=urgent,
        is_unread=is_unread and not recalled and said.expires_at > at,
        is_recalled=recalled,
        is_over=said.expires_at <= at,
    )


def topic_names() -> dict[str, str]:
    """What topics are called, also those that no longer take followers."""
    language = me.language()
    return {one.key: one.name_in(language) for one in messaging.topics(open_only=False)}
