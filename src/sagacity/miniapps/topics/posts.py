"""Posts: notices with a theme. Who may write one, what becomes of it, and how readers see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.messaging import api as messaging

APP = "topics"
# Trust is given by a member of staff; who gave it stands in the audit log of the role.
TRUST = policy.Person("urn:ngsi-ld:System:trusted-editors", "信頼した書き手として自動で公開", "system")


class NotYours(Exception):
    """Somebody else wrote this post, or the role reaches no further."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the writer of a post decides."""

    title: Mapping[str, str]
    body: Mapping[str, str]
    topic: str
    districts: tuple[str, ...]
    days: int  # how long it stands
    attachments: tuple[str, ...] = ()
    loudness: messaging.Loudness = messaging.Loudness.QUIET

    def as_draft(self, at: datetime) -> messaging.Draft:
        return messaging.Draft(
            title=self.title,
            body=self.body,
            audience=messaging.Audience(topics=(self.topic,), districts=self.districts),
            publish_at=at,
            expires_at=at + timedelta(days=self.days),
            loudness=self.loudness,
            topic=self.topic,
            attachments=self.attachments,
        )


def editor(request: HttpRequest, *, at: datetime) -> identity.ResidentRole | None:
    """The role of neighbourhood editor this device holds now; the longest when it holds several."""
    held = identity.roles_of(
        person=identity.device_of(request).key, role=identity.NEIGHBOURHOOD_EDITOR, at=at
    )
    return max(held, key=lambda role: role.ends_on, default=None)


def themes_of(role: identity.ResidentRole) -> list[messaging.Topic]:
    """The themes an editor may write about: named in the role, open, and open to neighbours."""
    return [
        topic
        for topic in messaging.topics()
        if topic.key in role.scope.topics and topic.posted_by == "neighbours"
    ]


@transaction.atomic
def hand_in(
    *, role: identity.ResidentRole, said: Said, client_key: str, post: str = "", at: datetime
) -> messaging.Notice:
    """A neighbour's post goes to staff, or out at once when the editor is trusted; sent twice, it is one.

    Raises:
        NotYours: the role does not reach so far, or the post is somebody else's.
    """
    _within(role, said)
    me = policy.Person(role.person, role.name, "resident")
    draft = said.as_draft(at)
    if post:
        written = mine(role, post)
        written = messaging.revise(notice=written.key, draft=draft, by=me, at=at)
    else:
        written = messaging.write(
            client_key=f"{role.person}:{client_key}",
            draft=draft,
            by=me,
            origin=messaging.Origin.NEIGHBOUR,
            app=APP,
            at=at,
        )
    if written.state != messaging.NoticeState.DRAFT:
        return written  # the form was sent twice
    waiting = messaging.submit(notice=written.key, by=me, at=at)
    if role.is_trusted:
        return messaging.approve(notice=waiting.key, by=TRUST, at=at)
    return waiting


def take_back(*, role: identity.ResidentRole, post: str, why: str, at: datetime) -> None:
    """An editor takes an own post back: what is out is recalled, what waits becomes nothing.

    Raises:
        NotYours: it is somebody else's.
    """
    written = mine(role, post)
    me = policy.Person(role.person, role.name, "resident")
    if written.state in {messaging.NoticeState.PUBLISHED, messaging.NoticeState.SCHEDULED}:
        messaging.recall(notice=post, why=why, by=me, at=at)
    elif written.state == messaging.NoticeState.WAITING:
        messaging.refuse(notice=post, why=why, by=me, at=at)
        messaging.discard(notice=post, by=me, at=at)
    elif written.state == messaging.NoticeState.DRAFT:
        messaging.discard(notice=post, by=me, at=at)


def mine(role: identity.ResidentRole, post: str) -> messaging.Notice:
    """One post of this editor.

    Raises:
        NotYours: it is somebody else's, or there is none.
    """
    try:
        found = messaging.notice(key=post)
    except messaging.NoSuchNotice as problem:
        raise NotYours(post) from problem
    if found.app != APP or found.written_by != role.person:
        raise NotYours(post)
    return found


def is_a_post(notice: messaging.Notice) -> bool:
    """Whether a notice belongs among the news: it has a theme and is for anybody to read."""
    audience = notice.content.audience
    return bool(notice.content.topic) and not (audience.people or audience.marks)


def _within(role: identity.ResidentRole, said: Said) -> None:
    if said.topic not in {topic.key for topic in themes_of(role)}:
        raise NotYours(said.topic)
    if not said.districts or not _all_in(said.districts, role.scope.districts):
        raise NotYours(role.key)
    if said.loudness != messaging.Loudness.QUIET:
        raise NotYours(said.loudness)


def _all_in(some: Collection[str], scope: Collection[str]) -> bool:
    return set(some) <= set(scope)
