"""The ladder: the level that an account and a session reach together, at a moment. One place decides."""

from datetime import datetime, timedelta

from django.conf import settings

from sagacity.identity.accounts import models
from sagacity.identity.accounts.types import Level


def holds_for() -> timedelta:
    """How long a card's PIN, a signature or a clerk's look counts."""
    return timedelta(minutes=settings.RESIDENT_PROOF_MINUTES)


def may_change_ways_in(session: models.Session) -> bool:
    """Whether a session has shown enough to change how its account is opened.

    A mailbox is enough for an account that proved no more than a mailbox. A proven resident's ways in change
    only after a passkey, the card, a spare code or a clerk: whoever takes over a mailbox changes nothing.
    """
    return session.account.ial < 2 or session.aal >= 2 or session.how in {"recovery", "counter"}


def reached(session: models.Session | None, *, at: datetime) -> Level:
    """The level of whoever uses a session at a moment; what a card proved fades after some minutes."""
    if session is None:
        return Level.NOTHING
    account = session.account
    if account.ial >= 2:
        if session.proven and session.verified_at and at - session.verified_at < holds_for():
            return Level(session.proven)
        if session.aal >= 2:
            return Level.CARD
    if account.mail_proven_at:
        return Level.CONTACT
    return Level.NOTHING
