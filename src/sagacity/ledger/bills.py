"""Bills: money asked of somebody. Making one lets the amount be owed; the amount never changes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.written_through import written_through
from sagacity.ledger import books, facts, models, refusals, transfers, types
from sagacity.ledger.fees import cases
from sagacity.ledger.fees.types import Case


class NoSuchBill(LookupError):
    """There is no bill of this key."""


class BillIsPaid(Exception):
    """The money has come; give it back instead."""


class BillIsCancelled(Exception):
    """Nothing is asked any more."""


class PaymentUnderWay(Exception):
    """Somebody is paying it at this moment; call that off first."""


class LinesDoNotAdd(ValueError):
    """The lines of a bill say another amount than the bill."""


def bill(*, key: str) -> types.Bill:
    """One bill with all tries to pay it.

    Raises:
        NoSuchBill: there is none.
    """
    return facts.bill(row_of(key))


def bills(*, payers: Iterable[str] = (), about: str = "", limit: int = 500) -> tuple[types.Bill, ...]:
    """Bills of somebody, by any of their keys, or of one case; newest first. Without either: none."""
    wanted = [key for key in payers if key]
    if not wanted and not about:
        return ()
    rows = models.Bill.objects.prefetch_related("payments__refunds").order_by("-created_at", "-id")
    rows = rows.filter(payer__in=wanted) if wanted else rows
    rows = rows.filter(about=about) if about else rows
    return tuple(facts.bill(row) for row in rows[:limit])


def make_bill(
    *,
    client_key: str,
    title: types.Words,
    amount: Yen,
    by: policy.Person,
    at: datetime,
    payer: str = "",
    fee: str = "",
    about: str = "",
    lines: Sequence[types.BillLine] = (),
    tax_percent: int = 0,
    rule_version: str = "",
    division: str = "",
    fiscal_year: int | None = None,
    due_on: date | None = None,
    case: Case | None = None,
) -> types.Bill:
    """Ask for money, and book that it is owed (調定); the same client key gives the first bill back.

    The fiscal year is that of the day the bill is made, as 地方自治法施行令第142条第1項第2号
    says of money that is asked for by a notice; hand another where the law fixes a term. `lines` show the way
    to the amount; `case` is what the fee depended on, so that another tariff can be tried on it.

    Raises:
        NoAmount, LinesDoNotAdd, ClientKeyTaken: nothing is asked.
    """
    shown = tuple(lines) or (types.BillLine(title, amount),)
    if sum(line.total for line in shown) != amount:
        raise LinesDoNotAdd(client_key)
    if amount <= 0:
        raise refusals.NoAmount(client_key)
    year = clock.fiscal_year(clock.day(at)) if fiscal_year is None else fiscal_year
    said = {
        "title": dict(title),
        "amount": amount,
        "lines": [asdict(line) for line in shown],
        "payer": payer,
        "fee": fee,
        "about": about,
        "tax_percent": tax_percent,
        "rule_version": rule_version,
        "division": division,
        "fiscal_year": year,
    }
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    with written_through():
        try:
            with transaction.atomic():
                row = models.Bill(key=keys.new("Bill"), client_key=client_key, digest=digest, **said)
                row.due_on, row.created_at = due_on, at
                row.case = cases.written(case) if case else None
                row.transfer = books.owe(row, at=at)
                row.save(force_insert=True)
                audit.record(actor=by, action="ledger.make_bill", thing=row.key, at=at, after=said)
                return facts.bill(row)
        except IntegrityError as problem:
            first = models.Bill.objects.filter(client_key=client_key).first()
            if first is None:
                raise refusals.named(problem, client_key) from problem
            if first.digest != digest:
                raise refusals.ClientKeyTaken(client_key) from problem
            return facts.bill(first)


def cancel_bill(*, bill: str, reason: str, by: policy.Person, at: datetime) -> types.Bill:
    """Ask no longer, and take back what was booked as owed; cancelling twice is once.

    Raises:
        NoSuchBill, BillIsPaid, PaymentUnderWay: it stays.
    """
    with written_through(), transaction.atomic():
        row = locked(bill)
        said = facts.bill(row)
        if said.state is types.BillState.CANCELLED:
            return said
        if not said.is_open:
            raise BillIsPaid(bill)
        if said.under_way:
            raise PaymentUnderWay(said.under_way.key)
        if transfers.left_of(key=row.transfer):
            books.take_back(row.transfer, client_key=f"cancelled:{row.key}", at=at)
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])
        audit.record(actor=by, action="ledger.cancel_bill", thing=row.key, purpose=reason[:200], at=at)
        return facts.bill(row)


def row_of(key: str) -> models.Bill:
    row = models.Bill.objects.filter(key=key).prefetch_related("payments__refunds").first()
    if row is None:
        raise NoSuchBill(key)
    return row


def locked(key: str) -> models.Bill:
    """The bill, held until the transaction ends: whatever happens to one bill happens in a row."""
    row = models.Bill.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchBill(key)
    return row
