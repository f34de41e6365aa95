"""Conversations: begun by a clerk, seen by that clerk alone, and gone when the visit ends."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.messaging.conversation import boards, facts, models, types
from sagacity.messaging.conversation.refusals import NoSuchConversation, NoSuchLanguage

QUIET = timedelta(hours=2)  # after so long without a word the visit is over, whoever forgot to end it


def conversation(*, key: str, by: policy.Person) -> types.Conversation:
    """One of the clerk's own.

    Raises:
        NoSuchConversation: there is none, it has ended, or it is a colleague's.
    """
    row = models.Conversation.objects.filter(key=key, clerk=by.key).first()
    if row is None:
        raise NoSuchConversation(key)
    return facts.conversation(row)


def of_clerk(*, by: policy.Person) -> tuple[types.Conversation, ...]:
    """What a clerk has not ended yet, the newest first."""
    rows = models.Conversation.objects.filter(clerk=by.key).order_by("-began_at", "-id")
    return tuple(facts.conversation(row) for row in rows)


@transaction.atomic
def begin(
    *, board: str, language: str, client_key: str, by: policy.Person, at: datetime
) -> types.Conversation:
    """Begin to talk at a desk; pressed twice it is the same conversation.

    Raises:
        NoSuchBoard, NoSuchLanguage.
    """
    row, is_new = models.Conversation.objects.get_or_create(
        client_key=f"{by.key[-40:]}:{client_key}"[:80],
        defaults={
            "key": keys.new("Conversation"),
            "ear": uuid.uuid4().hex,
            "clerk": by.key,
            "board": boards.board(key=board).key,
            "language": spoken_here(language),
            "began_at": at,
            "heard_at": at,
        },
    )
    if is_new:
        audit.record(actor=by, action="conversation.begin", thing=row.key, at=at, after={"board": board})
    return facts.conversation(row)


@transaction.atomic
def choose_language(*, key: str, language: str, at: datetime) -> None:
    """The resident reads another language from now on.

    Raises:
        NoSuchConversation, NoSuchLanguage.
    """
    row = locked(key)
    row.language = spoken_here(language)
    row.save(update_fields=["language"])
    happened(row, at=at)


@transaction.atomic
def end(*, key: str, by: policy.Person, at: datetime) -> None:
    """The visit is over: everything said is gone. Ended twice, nothing more happens."""
    row = models.Conversation.objects.filter(key=key, clerk=by.key).first()
    if row is not None:
        _purge(row, by=by, at=at)


@transaction.atomic
def purge(*, at: datetime) -> int:
    """End what nobody ended: visits of earlier days, and those in which nobody said a word for long."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    over = models.Conversation.objects.filter(heard_at__lt=max(midnight, at - QUIET))
    over = over | models.Conversation.objects.filter(began_at__lt=midnight)
    rows = list(over)
    for row in rows:
        _purge(row, by=policy.SYSTEM, at=at)
    return len(rows)


def locked(key: str) -> models.Conversation:
    """The row, for whoever writes in this transaction."""
    row = models.Conversation.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchConversation(key)
    return row


def happened(row: models.Conversation, *, at: datetime) -> None:
    """Pages that listen are told, and the visit is not over yet."""
    models.Conversation.objects.filter(pk=row.pk).update(version=F("version") + 1, heard_at=at)


def spoken_here(language: str) -> str:
    """A language of the city.

    Raises:
        NoSuchLanguage: it is none.
    """
    if language not in {one.code for one in city.languages()}:
        raise NoSuchLanguage(language)
    return language


def _purge(row: models.Conversation, *, by: policy.Person, at: datetime) -> None:
    key = row.key
    row.delete()
    audit.record(actor=by, action="conversation.end", thing=key, at=at)
