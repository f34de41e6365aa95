"""One way to the app and back: begun in one browser by one resident, walked once, within some minutes."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sagacity.identity.verification import models, refusals, types
from sagacity.kit.openid import api as openid

UNREVOKED = "unrevoked"  # the app said that it asked whether the card is revoked
KNOWN = "known"  # the card was known by its number: no facts were compared
LIVES = timedelta(minutes=15)
KEPT = timedelta(days=30)  # outcomes, to see what goes wrong; they name nobody's facts


@dataclass(frozen=True, slots=True)
class Way:
    """A way that was begun. Verifier and nonce are made from the state, so no secret is kept."""

    state: str
    scopes: tuple[types.Scope, ...]
    resident: str
    need: int
    next: str
    signature: str = ""  # the key of the document that is signed on this way

    @property
    def verifier(self) -> str:
        return openid.made_of(self.state, what="verification verifier", secret=settings.SECRET_KEY)

    @property
    def nonce(self) -> str:
        return openid.made_of(self.state, what="verification nonce", secret=settings.SECRET_KEY)


@transaction.atomic
def begin(
    *,
    resident: str,
    browser: str,
    scopes: Iterable[types.Scope],
    need: int,
    next: str,
    at: datetime,
    signature: str = "",
) -> Way:
    """Set out; `browser` is a secret that only the resident's browser holds."""
    way = Way(secrets.token_urlsafe(32), tuple(scopes), resident, need, next, signature)
    models.Transaction.objects.create(
        state_hash=_hash(way.state),
        browser_hash=_hash(browser),
        resident=resident,
        scopes=" ".join(way.scopes),
        need=need,
        next=next,
        signature=signature,
        began_at=at,
    )
    return way


def take(*, state: str, resident: str, browser: str, at: datetime) -> Way:
    """Come back; from now on the state is used, whatever comes of it.

    Raises:
        UnknownState, StateUsed, TooLate, OtherBrowser: nothing is proven.
    """
    row, refusal = _used(state, resident, browser, at)
    if refusal is not None:
        raise refusal
    assert row is not None
    scopes = tuple(types.Scope(word) for word in row.scopes.split())
    return Way(state, scopes, row.resident, row.need, row.next, row.signature)


@transaction.atomic
def _used(
    state: str, resident: str, browser: str, at: datetime
) -> tuple[models.Transaction | None, refusals.NotProven | None]:
    """Committed before anything else is done with it: a state that raced is used once."""
    row = models.Transaction.objects.select_for_update().filter(state_hash=_hash(state)).first()
    if row is None:
        return None, refusals.UnknownState()
    if row.ended_at is not None:
        return row, refusals.StateUsed()
    refusal: refusals.NotProven | None = None
    if at - row.began_at > LIVES:
        refusal = refusals.TooLate()
    elif row.resident != resident or not hmac.compare_digest(row.browser_hash, _hash(browser)):
        refusal = refusals.OtherBrowser()
    row.ended_at, row.outcome = at, refusal.reason if refusal else "back"
    row.save(update_fields=["ended_at", "outcome"])
    return row, refusal


def note(*, state: str, outcome: str) -> None:
    """Write down what came of it, for the figures of the health page."""
    models.Transaction.objects.filter(state_hash=_hash(state)).update(outcome=outcome[:40])


def where_to(state: str) -> tuple[int, str, str]:
    """Where somebody wanted to go who came back in another browser: level, page, document to sign."""
    row = models.Transaction.objects.filter(state_hash=_hash(state)).first() if state else None
    return (row.need, row.next, row.signature) if row else (0, "", "")


def last_checks(resident: str) -> frozenset[str]:
    """Which checks the last proof of a resident was made of: `UNREVOKED`, `KNOWN`."""
    said = models.Transaction.objects.filter(resident=resident, outcome__startswith="verified")
    last = said.order_by("-ended_at", "-id").values_list("outcome", flat=True).first()
    return frozenset((last or "").split()[1:])


def prune(*, at: datetime) -> int:
    """Forget old ways."""
    return models.Transaction.objects.filter(began_at__lt=at - KEPT).delete()[0]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
