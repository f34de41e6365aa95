"""The resident's screen: paired by a short code, without signing in, for this visit alone."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.messaging.conversation import conversations, facts, models, types
from sagacity.messaging.conversation.refusals import NotPaired, WrongCode

DIGITS = 6
VALID = timedelta(minutes=10)
MOST = 4  # screens of one conversation: a tablet, a display, a telephone, and one to spare
_TRIES = 20


@transaction.atomic
def new_code(*, key: str, by: policy.Person, at: datetime) -> types.Conversation:
    """A fresh code for a screen; the one before is worth nothing any more.

    Raises:
        NoSuchConversation: it is none of the clerk's.
    """
    conversations.conversation(key=key, by=by)
    row = conversations.locked(key)
    row.code, row.code_until = _free_code(at), at + VALID
    row.save(update_fields=["code", "code_until"])
    return facts.conversation(row)


@transaction.atomic
def pair(*, code: str, at: datetime) -> str:
    """Take a screen in; answers the token by which it is known from now on. A code pairs once.

    Raises:
        WrongCode: nobody waits with this code.
    """
    row = None
    if len(code) == DIGITS and code.isascii() and code.isdigit():
        row = models.Conversation.objects.select_for_update().filter(code=code, code_until__gt=at).first()
    if row is None or row.screens.count() >= MOST:
        raise WrongCode
    token = secrets.token_urlsafe(32)
    row.screens.create(digest=_digest(token), paired_at=at)
    row.code, row.code_until = "", None
    row.save(update_fields=["code", "code_until"])
    conversations.happened(row, at=at)
    audit.record(actor=policy.ANONYMOUS, action="conversation.pair", thing=row.key, at=at)
    return token


def conversation_of(*, token: str) -> types.Conversation:
    """What a paired screen shows.

    Raises:
        NotPaired: it never was paired, or the visit is over.
    """
    row = models.Screen.objects.filter(digest=_digest(token)).select_related("conversation").first()
    if row is None:
        raise NotPaired
    return facts.conversation(row.conversation)


@transaction.atomic
def leave(*, token: str, at: datetime) -> None:
    """Take a screen out; the conversation goes on without it."""
    row = models.Screen.objects.filter(digest=_digest(token)).select_related("conversation").first()
    if row is not None:
        row.delete()
        conversations.happened(row.conversation, at=at)


def _free_code(at: datetime) -> str:
    old = models.Conversation.objects.exclude(code="").filter(code_until__lte=at)
    old.update(code="", code_until=None)
    taken = set(models.Conversation.objects.exclude(code="").values_list("code", flat=True))
    drawn = (f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(_TRIES))
    return next(code for code in drawn if code not in taken)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
