"""Topics: themes people can follow."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.messaging import errors, models, types
from sagacity.messaging.marks import add_mark, drop_mark, marked, marks
from sagacity.messaging.topic_rules import wrong_with

MARK = "topic"


def topics(*, open_only: bool = True, counted: bool = False) -> list[types.Topic]:
    """Every topic in the city's order; `counted` with the number of its followers.

    Counting walks over everybody who follows anything: no page of residents asks for it.
    """
    rows = models.Topic.objects.all()
    if open_only:
        rows = rows.filter(is_open=True)
    people = marked(kind=MARK) if counted else {}
    return [as_fact(row, people.get(row.key, 0)) for row in rows]


def followers(at: datetime, language: str) -> dict[str, int]:
    """People who follow each open topic, for everybody: `kit.leaving` hides small counts."""
    return {one.name_in(language): one.followers for one in topics(counted=True)}


def topic(*, key: str) -> types.Topic:
    """One topic.

    Raises:
        NoSuchTopic: there is none of this key.
    """
    row = models.Topic.objects.filter(key=key).first()
    if row is None:
        raise errors.NoSuchTopic(key)
    return as_fact(row, models.Mark.objects.filter(kind=MARK, value=key).count())


@transaction.atomic
def write_topic(*, topic: types.Topic, by: policy.Person, at: datetime) -> types.Topic:
    """Make a topic, or change the one of the same key; it is closed, never deleted: notices name it.

    Raises:
        BadDraft: it has no Japanese name, or its key is no key.
    """
    if problem := wrong_with(topic):
        raise errors.BadDraft(problem)
    before = models.Topic.objects.filter(key=topic.key).first()
    row, _ = models.Topic.objects.update_or_create(
        key=topic.key,
        defaults={
            "name": _said(topic.name),
            "summary": _said(topic.summary),
            "icon": topic.icon or "bell",
            "owner": topic.owner,
            "posted_by": topic.posted_by,
            "order": topic.order,
            "is_open": topic.is_open,
        },
    )
    after = as_fact(row)
    audit.record(
        actor=by,
        action="messaging.topic",
        thing=topic.key,
        at=at,
        before=as_fact(before) if before else None,
        after=after,
    )
    return after


def follow(*, person: str, topic: str, language: str, at: datetime) -> None:
    """Follow a topic; what was published about it and still holds comes into the inbox.

    Raises:
        NoSuchTopic: there is none of this key, or it is closed.
    """
    if not models.Topic.objects.filter(key=topic, is_open=True).exists():
        raise errors.NoSuchTopic(topic)
    add_mark(person=person, kind=MARK, value=topic, language=language, at=at)


def unfollow(*, person: str, topic: str, at: datetime) -> None:
    """Follow a topic no longer; what came before stays in the inbox."""
    drop_mark(person=person, kind=MARK, value=topic)


def followed(*, person: str) -> tuple[str, ...]:
    """Keys of the topics a person follows."""
    return marks(person=person, kind=MARK)


def as_fact(row: models.Topic, followers: int = 0) -> types.Topic:
    return types.Topic(
        key=row.key,
        name=row.name,
        summary=row.summary,
        icon=row.icon,
        owner=row.owner,
        posted_by=row.posted_by,
        order=row.order,
        is_open=row.is_open,
        followers=followers,
    )


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in texts.items() if text.strip()}
