"""Notices, whom they are for, and topics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Origin(StrEnum):
    """Who speaks."""

    STAFF = "staff"
    NEIGHBOUR = "neighbour"  # an approved editor of a neighbourhood
    REMINDER = "reminder"  # the program itself, because somebody asked for it


class NoticeState(StrEnum):
    """From a draft to its end; only what is published reaches anybody."""

    DRAFT = "draft"
    WAITING = "waiting"  # for a second person
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    RECALLED = "recalled"


class Loudness(StrEnum):
    """How a notice enters a resident's day."""

    QUIET = "quiet"  # inbox and card; no push
    NORMAL = "normal"  # push within quiet hours and daily limits
    POPUP = "popup"  # the same, and shown over the home screen until read
    URGENT = "urgent"  # a pop-up that quiet hours and daily limits do not hold back


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a notice is for: those who meet every part that is named; within a part one value is enough.

    An audience without any part is the whole city.
    """

    districts: tuple[str, ...] = ()  # keys of towns
    groups: tuple[str, ...] = ()  # larger districts by name, as in the towns' list
    school_districts: tuple[str, ...] = ()  # by name
    topics: tuple[str, ...] = ()  # keys of topics they follow
    child_from_months: int | None = None  # age of a child in completed months, first …
    child_until_months: int | None = None  # … and last
    roles: tuple[str, ...] = ()  # roles of residents, such as "neighbourhood_editor"
    events: tuple[str, ...] = ()  # keys of public events they saved
    marks: tuple[tuple[str, str], ...] = ()  # (kind, value): whatever else a mini-app marks people with
    people: tuple[str, ...] = ()  # by key: applicants of an event, one person

    @property
    def is_everybody(self) -> bool:
        return self == Audience()

    @property
    def district_marks(self) -> tuple[str, ...]:
        """Kinds of marks that count as being of a district.

        News about a topic also reach who follows a district from elsewhere; all else is for who lives there.
        """
        return ("district", "district.followed") if self.topics else ("district",)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice says; everything its writer decides."""

    title: Mapping[str, str]  # by language code; "ja" is a must
    body: Mapping[str, str]
    audience: Audience
    publish_at: datetime
    expires_at: datetime
    loudness: Loudness = Loudness.QUIET
    topic: str = ""
    url: str = ""
    attachments: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    useful_until: datetime | None = None


READ_FOR_AT_LEAST = timedelta(days=1)


def draft_for(
    *,
    people: Collection[str],
    title: Mapping[str, str],
    body: Mapping[str, str],
    url: str,
    useful_until: datetime,
    at: datetime,
    loudness: Loudness = Loudness.POPUP,
) -> Draft:
    """What a room tells people it knows by their keys: it rings, and can be read for a day at least."""
    return Draft(
        title=title,
        body=body,
        audience=Audience(people=tuple(people)),
        publish_at=at,
        expires_at=max(useful_until, at + READ_FOR_AT_LEAST),
        loudness=loudness,
        url=url,
        useful_until=useful_until if useful_until > at else None,
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it stands."""

    key: str
    origin: Origin
    app: str
    state: NoticeState
    content: Draft
    written_by: str
    written_by_name: str
    division: str
    approved_by_name: str
    refused_why: str
    recalled_why: str
    created_at: datetime
    changed_at: datetime
    approved_at: datetime | None
    recalled_at: datetime | None
    needs_second_person: bool
    published_at: datetime | None = None  # when it went out; `content.publish_at` is when it was to

    def title_in(self, language: str) -> str:
        return _in(self.content.title, language)

    def body_in(self, language: str) -> str:
        return _in(self.content.body, language)


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page of an answer, and how many there are in all."""

    notices: tuple[Notice, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people an audience has, and by which channel each would be reached first."""

    people: int
    by_channel: Mapping[str, int] = field(default_factory=dict)  # "inbox" = by nothing louder


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme people can follow."""

    key: str
    name: Mapping[str, str]
    summary: Mapping[str, str]
    icon: str
    owner: str
    posted_by: str  # "staff" | "neighbours"
    order: int
    is_open: bool
    followers: int = 0

    def name_in(self, language: str) -> str:
        return _in(self.name, language)

    def summary_in(self, language: str) -> str:
        return _in(self.summary, language)


def _in(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else plain Japanese, else any there is."""
    return texts.get(language) or texts.get("ja") or next(iter(texts.values()), "")
