"""Handing a resident over to the bank, and hearing what the bank says of it."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.kit.manifest import in_language
from sagacity.ledger.debit import facts, mandates, models, plan, sealing, signals, types
from sagacity.ledger.debit.models import Standing
from sagacity.ledger.debit.providers import hosted
from sagacity.ledger.debit.providers.base import Answer, BankPage, HandOff, Outcome, ProviderAway, Way
from sagacity.ledger.debit.types import MandateState, Why

logger = logging.getLogger(__name__)
QUIET = timedelta(minutes=2)  # so long an application is left to its return and its webhook
PATIENCE = timedelta(days=7)  # a bank may take days; afterwards nobody waits for it any more
MOST = 200
# What the city said by its own clock counts less than what the bank says.
OURS = {Why.TIMEOUT}


class NoBank(ProviderAway):
    """The city has no connection to a bank's page, or not to this one."""


def bank_page(key: str = "") -> BankPage:
    """The bank's page of this city.

    Raises:
        NoBank: there is none.
    """
    page = hosted.from_settings()
    if page is None or key not in {"", page.key}:
        raise NoBank(key)
    return page


def is_connected() -> bool:
    """Whether the city works with a bank's page at all."""
    return bool(settings.DEBIT_URL)


def hand_over(*, mandate: str, by: policy.Person, at: datetime) -> types.Mandate:
    """Open the bank's page for an application; twice asked, once begun.

    Raises:
        NoSuchMandate, IsOver: nothing began.
        ProviderAway: the bank does not answer; ask again later.
    """
    row = mandates.row_of(mandate)
    said = facts.mandate(row)
    if not said.is_open:
        raise mandates.IsOver(mandate)
    if said.address and row.expires_at and row.expires_at > at:
        return said
    items = [plan.plan().item(one) for one in said.items]
    titles = tuple(in_language(one.name, said.language) for one in items)
    codes = tuple(dict.fromkeys(one.client_code for one in items))
    hand_off = HandOff(said, sealing.account_of(row), codes, titles, city.current().name["ja"])
    opened = bank_page().start(hand_off, at=at)
    with transaction.atomic():
        row = mandates.row_of(mandate, lock=True)
        row.address, row.reference, row.expires_at = opened.address, opened.reference, opened.expires_at
        row.at_bank_at = at
        if row.state == MandateState.APPLIED:
            row.state = MandateState.AT_BANK
        row.save(update_fields=["address", "reference", "expires_at", "at_bank_at", "state"])
        audit.record(actor=by, action="debit.hand_over", thing=row.key, at=at)
        return facts.mandate(row)


@transaction.atomic
def hear(*, answer: Answer, at: datetime) -> types.Mandate:
    """Take the bank's word, once; in any order and any number of times the end is the same.

    Raises:
        NoSuchMandate: nothing of this key was handed over.
    """
    row = mandates.row_of(answer.mandate, lock=True)
    events = models.BankEvent.objects
    if events.filter(provider=answer.provider, event=answer.event).exists():
        return facts.mandate(row)
    moved = _take(row, answer, at)
    events.create(
        provider=answer.provider,
        event=answer.event,
        mandate=row,
        outcome=answer.outcome,
        way=answer.way,
        why=answer.why,
        moved=moved,
        at=at,
    )
    after = {"outcome": answer.outcome, "way": answer.way, "why": answer.why, "moved": moved}
    audit.record(actor=policy.SYSTEM, action="debit.hear", thing=row.key, at=at, after=after)
    return facts.mandate(row)


def look_after(*, mandate: str, at: datetime) -> types.Mandate:
    """Ask the bank what became of an application; one that nobody ends within a week is over.

    Raises:
        NoSuchMandate: there is none.
        ProviderAway: nothing is known yet.
    """
    said = mandates.mandate(key=mandate)
    if not said.is_open or said.at_bank_at is None:
        return said
    answer = bank_page().ask(mandate, at=at)
    models.Mandate.objects.filter(key=mandate).update(asked_at=at)
    if answer is not None:
        said = hear(answer=answer, at=at)
    if said.is_open and said.at_bank_at and said.at_bank_at + PATIENCE <= at:
        said = hear(answer=_over(said, at), at=at)
    return said


def look_after_all(*, at: datetime) -> int:
    """Ask about everything that has been quiet for a while; how many were decided."""
    if not is_connected():
        return 0
    waiting = models.Mandate.objects.to_ask_about(at - QUIET).order_by("asked_at", "id")
    decided = 0
    for key in waiting.values_list("key", flat=True)[:MOST]:
        try:
            decided += not look_after(mandate=key, at=at).is_open
        except ProviderAway as problem:
            logger.warning("the bank's page is away: %s", problem)
    return decided


def _take(row: models.Mandate, answer: Answer, at: datetime) -> bool:
    row.reference = row.reference or answer.reference
    state = MandateState(row.state)
    if answer.outcome is Outcome.PENDING or not (state in types.OPEN or Why(row.why) in OURS):
        return False
    if answer.outcome is Outcome.REFUSED:
        row.decided_at = at
        row.save(update_fields=["decided_at", "reference"])
        why = answer.why if answer.why is not Why.NONE else Why.OTHER
        mandates.close(row, state=MandateState.REFUSED, why=why, by=policy.SYSTEM, at=at)
        return True
    _accept(row, at)
    return True


def _accept(row: models.Mandate, at: datetime) -> None:
    """From now on this account is debited; an older one for the same item is let go."""
    items = list(row.item_rows.values_list("item", flat=True))
    others = models.MandateItem.objects.filter(payer=row.payer, item__in=items, standing=Standing.LIVE)
    older = list(
        models.Mandate.objects.select_for_update().filter(pk__in=others.values("mandate")).exclude(pk=row.pk)
    )
    row.changes = bool(older)
    others.exclude(mandate=row).update(standing=Standing.OVER)
    row.state, row.why, row.decided_at, row.ended_at = MandateState.ACCEPTED, Why.NONE, at, None
    row.save()
    row.item_rows.update(standing=Standing.LIVE)
    for one in older:
        if not one.item_rows.filter(standing=Standing.LIVE).exists():
            mandates.close(one, state=MandateState.ENDED, why=Why.REPLACED, by=policy.SYSTEM, at=at)
    signals.mandate_changed.announce(types.MandateChanged(row.key, MandateState.ACCEPTED, Why.NONE, at))


def _over(mandate: types.Mandate, at: datetime) -> Answer:
    return Answer(
        provider=hosted.KEY,
        event=f"here:timeout:{mandate.key}",
        mandate=mandate.key,
        outcome=Outcome.REFUSED,
        why=Why.TIMEOUT,
        way=Way.HERE,
        at=at,
    )
