"""Asking providers what became of payments: the third way to hear, for lost webhooks and lost returns."""

import logging
from datetime import datetime, timedelta

from sagacity.kit.money import Yen
from sagacity.ledger import facts, hearing, models, types
from sagacity.ledger.providers import base, chosen
from sagacity.ledger.types import UNDER_WAY, Outcome, Way

logger = logging.getLogger(__name__)
QUIET = timedelta(minutes=2)  # so long a payment is left to its return and its webhook
MOST = 200  # payments asked about in one turn


def look_after(*, payment: str, at: datetime) -> types.Payment:
    """Ask the provider what became of a payment; one past its time that nobody knows is over.

    Raises:
        NoSuchPayment: there is none.
        ProviderAway: nothing is known yet.
    """
    row = models.Payment.objects.filter(key=payment).select_related("bill").first()
    if row is None:
        raise hearing.NoSuchPayment(payment)
    said = facts.payment(row)
    if not said.is_under_way:
        return said
    claim = chosen.provider(row.provider).ask(said, at=at)
    models.Payment.objects.filter(pk=row.pk).update(asked_at=at)
    if claim is not None:
        said = hearing.hear(claim=claim, at=at)
    if said.is_under_way and said.expires_at <= at:
        said = hearing.hear(claim=ended_here(said, Outcome.EXPIRED, "timeout", at), at=at)
    return said


def look_after_all(*, at: datetime) -> int:
    """Ask about everything that has been quiet for a while; how many moved on."""
    waiting = models.Payment.objects.to_ask_about(at - QUIET).order_by("asked_at", "id")
    waiting = waiting.exclude(provider__in=[one.key for one in chosen.all_of_them() if not one.can_be_asked])
    moved = 0
    for key in waiting.values_list("key", flat=True)[:MOST]:
        try:
            moved += not look_after(payment=key, at=at).is_under_way
        except base.ProviderAway as problem:
            logger.warning("a payment provider is away: %s", problem)
    return moved


def see_what_became_of_the_last(*, bill: str, at: datetime) -> None:
    """End a payment of this bill whose time is over, so that the bill can be paid again."""
    late = models.Payment.objects.filter(bill__key=bill, state__in=UNDER_WAY, expires_at__lte=at).first()
    if late is None:
        return
    try:
        look_after(payment=late.key, at=at)
    except base.ProviderAway:  # if the money came all the same, it is in question, and goes back
        over = ended_here(facts.payment(late, bill=bill), Outcome.EXPIRED, "timeout", at)
        hearing.hear(claim=over, at=at)


def ended_here(payment: types.Payment, outcome: Outcome, why: str, at: datetime) -> types.Claim:
    """What the city says itself: time is over, or the provider could not be reached."""
    return types.Claim(
        provider=payment.provider,
        event=f"here:{why}:{payment.key}",
        payment=payment.key,
        outcome=outcome,
        amount=Yen(0),
        currency=hearing.YEN,
        at=at,
        way=Way.HERE,
        why=why,
    )
