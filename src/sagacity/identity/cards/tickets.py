"""Tickets: a number the city gives, which a phone signs to show that it holds the key of its card."""

import secrets
from datetime import timedelta

from django.core import signing as django_signing

from sagacity.identity.cards.tokens.refusals import BadKey

GOOD_FOR = timedelta(minutes=10)
_SALT = "sagacity.identity.cards.ticket"

Point = tuple[bytes, bytes]


class BadProof(Exception):
    """The phone did not show that it holds the key it named, or showed it too late."""


def ticket(*, about: str) -> str:
    """A ticket about a resident who wants a card, or about a card that wants to be renewed."""
    return django_signing.TimestampSigner(salt=_SALT).sign(f"{secrets.token_urlsafe(9)}.{about}")


def check(ticket: str, *, about: str, proof: str, point: Point) -> None:
    """See that the key signed this ticket.

    Raises:
        BadProof: it did not, or the ticket is old or about something else.
    """
    from sagacity.identity.cards.tokens import signing

    try:
        said = django_signing.TimestampSigner(salt=_SALT).unsign(ticket, max_age=GOOD_FOR)
        public = signing.public_of(*point)
    except (django_signing.BadSignature, BadKey) as problem:
        raise BadProof("ticket") from problem
    if said.partition(".")[2] != about:
        raise BadProof("a ticket about something else")
    if not signing.fits(public, signing.unpadded(proof), ticket.encode()):
        raise BadProof("signature")
