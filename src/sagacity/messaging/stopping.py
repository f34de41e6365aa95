"""Stopping with one tap: a link in every loud message, which works without signing in."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from sagacity.messaging import audiences, models, people, preferences, topics, types
from sagacity.messaging.marks import drop_mark

SALT = "messaging.stop"


class NotAToken(ValueError):
    """The link is cut off or was not made here."""


def stop_link(*, person: str, notice: str, channel: str = "") -> str:
    """The path of a page that stops what brought this notice; `channel` is where the link stands."""
    token = signing.dumps([person, notice, channel], salt=SALT, compress=True)
    return f"/messaging/stop/{token}/"


def stoppable(*, token: str) -> types.Topic | None:
    """The topic a link would stop; None when it stops something else. Changes nothing.

    Raises:
        NotAToken: the link is cut off or was not made here.
    """
    person, row, _ = _read(token)
    if row is None or row.topic not in topics.followed(person=person):
        return None
    return topics.topic(key=row.topic)


@transaction.atomic
def stop(*, token: str, at: datetime) -> types.Topic | None:
    """Stop what brought a notice: the topic; else the marks of the mini-app that sent it; else the channel.

    Twice is as good as once.

    Raises:
        NotAToken: the link is cut off or was not made here.
    """
    topic = stoppable(token=token)
    person, row, channel = _read(token)
    if topic is not None:
        topics.unfollow(person=person, topic=topic.key, at=at)
        return topic
    if row is None or people.find(person) is None:
        return None
    if row.topic and row.topic in audiences.read(row.audience).topics:
        return topics.topic(key=row.topic)  # stopped before
    own = audiences.read(row.audience).marks
    for kind, value in own:
        drop_mark(person=person, kind=kind, value=value)
    if not own and channel in preferences.LOUD:
        _without(person, channel, at)
    return None


def _without(person: str, channel: str, at: datetime) -> None:
    wishes = preferences.preferences(person=person)
    kept = tuple(one for one in wishes.channels if one != channel)
    preferences.prefer(
        person=person,
        preferences=types.Preferences(
            language=wishes.language,
            channels=kept,
            quiet_from=wishes.quiet_from,
            quiet_until=wishes.quiet_until,
            most_per_day=wishes.most_per_day,
        ),
        at=at,
    )


def _read(token: str) -> tuple[str, models.Notice | None, str]:
    try:
        person, notice, channel = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as problem:
        raise NotAToken("リンクが切れています。通知をもう一度開いてください。") from problem
    return person, models.Notice.objects.filter(key=notice).first(), channel
