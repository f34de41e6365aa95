"""Explaining a difference between a provider's report and our books, and booking off what stands apart."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import accounts, models, settlements, transfers, types
from sagacity.ledger.days import NoReason
from sagacity.ledger.types import AccountKind, PaymentState

UNEXPLAINED = "unexplained"  # the fee item under which it is income of the year, or less of it


class NothingApart(Exception):
    """Nothing stands on the difference account any more, or less than shall be booked off."""


def explanations(*, provider: str, day: date) -> Mapping[str, tuple[types.Explanation, ...]]:
    """What was said about each payment of a day, oldest first."""
    found: dict[str, list[types.Explanation]] = {}
    for row in models.Explanation.objects.filter(provider=provider, day=day).order_by("id"):
        said = types.Explanation(row.payment, row.text, row.by_name, row.at)
        found.setdefault(row.payment, []).append(said)
    return {payment: tuple(told) for payment, told in found.items()}


def apart() -> tuple[types.Apart, ...]:
    """Difference accounts on which something stands, with how much of it is money in question."""
    rows = accounts.accounts(kind=AccountKind.DIFFERENCE)
    found = (types.Apart(one.code, one.balance, _in_question(one.code)) for one in rows)
    return tuple(one for one in found if one.balance or one.in_question)


def _in_question(code: str) -> Yen:
    provider = code.removeprefix(f"{AccountKind.DIFFERENCE}:")
    held = models.Payment.objects.filter(provider=provider, state=PaymentState.QUESTIONED)
    return Yen(held.exclude(transfer="").aggregate(yen=Sum("received"))["yen"] or 0)


def explain_difference(
    *, provider: str, day: date, payment: str, text: str, by: policy.Person, at: datetime
) -> types.Explanation:
    """Write down why they differ; it moves no money.

    Raises:
        NoReason: nothing is said.
    """
    if not text.strip():
        raise NoReason(payment)
    with transaction.atomic():
        row = models.Explanation.objects.create(
            provider=provider,
            day=day,
            payment=payment[:80],
            text=text.strip()[:400],
            by=by.key,
            by_name=by.name,
            at=at,
        )
        audit.record(
            actor=by,
            action="ledger.explain_difference",
            thing=f"ledger:{provider}:{day}",
            at=at,
            purpose=row.text[:200],
        )
    return types.Explanation(row.payment, row.text, row.by_name, row.at)


def book_off(
    *,
    account: str,
    amount: Yen,
    reason: str,
    client_key: str,
    by: policy.Person,
    at: datetime,
    approved_by: policy.Person | None = None,
) -> types.Posting:
    """Let what stands on a difference account become income of the year, or less of it, by two people.

    `amount` is what is booked off, without a sign; on which side it stands decides the way. Money in question
    is not booked off: it goes back or is assigned.

    Raises:
        NoSuchAccount, NothingApart, DayClosed, proposals.NeedsSecondPerson: it stays apart.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    with transaction.atomic():
        row = models.Account.objects.select_for_update().filter(code=account).first()
        if row is None or row.kind != AccountKind.DIFFERENCE:
            raise accounts.NoSuchAccount(account)
        stands = accounts.as_fact(row).balance + _in_question(account)
        if amount <= 0 or amount > abs(stands):
            raise NothingApart(account)
        year = clock.fiscal_year(clock.day(at))
        income = accounts.open_account(
            code=f"{AccountKind.INCOME}:{UNEXPLAINED}:{year}",
            kind=AccountKind.INCOME,
            title=UNEXPLAINED,
            fiscal_year=year,
            by=policy.SYSTEM,
            at=at,
        ).key
        moves = settlements.move(income, row.key, amount if stands > 0 else -amount, reason[:200])
        return transfers.post(client_key=client_key, moves=moves, by=by, at=at)
