"""What a person was sent, and what of it is unread. Every home asks this.

By hand, for building such a question costs more than answering it.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import connection

from sagacity.messaging import models, notices
from sagacity.messaging.types import Channel, Glance, InboxPage, Letter, Loudness, NoticeState

POPUPS = (Loudness.POPUP, Loudness.URGENT)
NOTHING = Glance(stamp="", total=0, unread=0, popups=0)
_LEFT_OUT = ("folded", "hands")  # long, and for nobody who reads
_COLUMNS = ", ".join(
    f"notice.{field.column}" for field in models.Notice._meta.concrete_fields if field.name not in _LEFT_OUT
)
_LETTERS_OF = f"""
FROM {models.Delivery._meta.db_table} AS sent
JOIN {models.Person._meta.db_table} AS person ON person.id = sent.person_id
JOIN {models.Notice._meta.db_table} AS notice ON notice.id = sent.notice_id
WHERE person.key = %(person)s AND sent.channel = %(inbox)s
"""
# Nobody is reminded of what is over.
_UNREAD = "sent.read_at IS NULL AND notice.state = %(out)s AND notice.expires_at > %(at)s"
_LOUD = "notice.loudness IN (%(popup)s, %(urgent)s)"
_GLANCE = f"""
SELECT COUNT(*), COUNT(sent.read_at), MAX(sent.id), MAX(notice.changed_at),
COUNT(CASE WHEN {_UNREAD} THEN 1 END), COUNT(CASE WHEN {_UNREAD} AND {_LOUD} THEN 1 END)
{_LETTERS_OF}"""
_NEWEST = f"SELECT {_COLUMNS}, sent.read_at AS letter_read_at {_LETTERS_OF}"
# What was taken back stays for those who had read it.
_SHOWN = "(notice.state = %(out)s OR (notice.state = %(taken_back)s AND sent.read_at IS NOT NULL))"
_COUNTED = f"SELECT COUNT(*), COUNT(CASE WHEN {_UNREAD} THEN 1 END) {_LETTERS_OF} AND {_SHOWN}"
_TOPIC = " AND notice.topic = %(topic)s"
_ORDER = " ORDER BY notice.published_at DESC, notice.id DESC"


def glance(*, person: str, at: datetime) -> Glance:
    """How much waits, and a stamp that is another whenever anything in the inbox is: a cheap question."""
    if not person:
        return NOTHING
    with connection.cursor() as cursor:
        cursor.execute(_GLANCE, _said(person, at))
        *stamp, unread, loud = cursor.fetchone()
    words = "-".join(str(part or 0) for part in stamp)
    return Glance(stamp=words, total=stamp[0], unread=unread, popups=loud)


def unread(*, person: str, at: datetime, limit: int) -> tuple[Letter, ...]:
    """The newest letters that were not read and still hold."""
    if not person:
        return ()
    return _letters(f"{_NEWEST} AND {_UNREAD}{_ORDER} LIMIT %(limit)s", {**_said(person, at), "limit": limit})


def inbox(
    *,
    person: str,
    at: datetime,
    unread_only: bool = False,
    topic: str = "",
    limit: int = 20,
    offset: int = 0,
) -> InboxPage:
    """One page of the inbox, newest first. What was taken back stays for those who had read it."""
    if not person:
        return InboxPage(letters=(), total=0, unread=0)
    said = {**_said(person, at), "topic": topic, "limit": limit, "offset": offset}
    of_topic = _TOPIC if topic else ""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED + of_topic, said)
        total, waiting = cursor.fetchone()
    asked = f"{_NEWEST} AND {_UNREAD if unread_only else _SHOWN}{of_topic}{_ORDER}"
    letters = _letters(f"{asked} LIMIT %(limit)s OFFSET %(offset)s", said)
    return InboxPage(letters, total=waiting if unread_only else total, unread=waiting)


def popups(*, person: str, at: datetime) -> tuple[Letter, ...]:
    """What is to be shown over the home screen: loud, unread and still true; urgent first, then newest."""
    if not person:
        return ()
    found = _letters(f"{_NEWEST} AND {_UNREAD} AND {_LOUD}{_ORDER}", _said(person, at))
    return tuple(sorted(found, key=lambda one: one.notice.content.loudness != Loudness.URGENT))


def _letters(question: str, said: dict[str, Any]) -> tuple[Letter, ...]:
    rows = models.Notice.objects.raw(question, said)
    return tuple(
        Letter(
            notice=notices.as_fact(row),
            at=row.published_at or row.publish_at,
            read_at=_moment(vars(row)["letter_read_at"]),
        )
        for row in rows
    )


def _moment(said: Any) -> datetime | None:
    """A moment as the database gave it: SQLite keeps it as text, in UTC."""
    return datetime.fromisoformat(said).replace(tzinfo=UTC) if isinstance(said, str) else said


def _said(person: str, at: datetime) -> dict[str, Any]:
    return {
        "person": person,
        "at": connection.ops.adapt_datetimefield_value(at),
        "inbox": Channel.INBOX.value,
        "out": NoticeState.PUBLISHED.value,
        "taken_back": NoticeState.RECALLED.value,
        "popup": Loudness.POPUP.value,
        "urgent": Loudness.URGENT.value,
    }
