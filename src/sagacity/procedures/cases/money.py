"""The fee of a case: asked for by a bill of the ledger, and what its payment or return changes."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sagacity.kit import clock, policy
from sagacity.kit.jobs import api as jobs
from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger
from sagacity.procedures.api import Answers, Definition, fee_of
from sagacity.procedures.cases import contents, models, stages, writing
from sagacity.procedures.cases.types import Happened, State, Way

PAY_WITHIN = timedelta(days=14)
GIVES_BACK = frozenset({State.WITHDRAWN, State.MERGED})  # money that comes after the end goes back
logger = logging.getLogger(__name__)


def asked_for(
    row: models.Case,
    definition: Definition,
    answers: Answers,
    known: Mapping[str, Any],
    *,
    by: policy.Person,
    at: datetime,
) -> dict[str, Any]:
    """What an entry says about the fee, once the bill is made; nothing where nothing costs.

    A fee that is paid "on_decision" is asked for when the city has said yes.
    """
    if definition.fee is None or (definition.fee.pay == "on_decision" and row.pk is None):
        return {}
    fee = fee_of(definition=definition, answers=answers, facts=known, on=clock.day(at))
    if fee is None or fee.amount <= 0:
        return {}
    bill = ledger.make_bill(
        client_key=f"case:{row.key}",
        title=definition.name,
        amount=fee.amount,
        by=by,
        at=at,
        payer=row.applicant,
        fee=fee.rule.key,
        about=row.key,
        lines=ledger.lines_of(fee),
        rule_version=fee.version,
        division=fee.rule.division,
        due_on=clock.day(at + PAY_WITHIN),
    )
    return {
        "bill": bill.key,
        "fee_yen": int(bill.amount),
        "waits_for_money": definition.fee.pay != "at_counter" or row.pk is not None,
    }


def has_come(*, case: str, payment: str, at: datetime) -> None:
    """The fee is paid: the case goes on. Told twice, it happens once."""
    with writing.held(case, at=at) as held:
        key = f"paid:{payment}"
        if held.repeated(key, Happened.PAID):
            return
        body: dict[str, Any] = {"payment": payment}
        now = held.standing
        if now.state is State.AWAITING_PAYMENT and not now.decision and not now.stage:
            data = contents.data_of(held.row)
            body |= stages.led_to(held.definition, stages.next_stage(held.definition, "", data), at=at)
        too_late = now.state in GIVES_BACK
        held.write(
            Happened.PAID,
            by=policy.SYSTEM,
            channel=Way.HERE,
            body={**body, "give_back": too_late},
            client_key=key,
        )
        if too_late:
            send_back_later(held.row, [payment])


def went_back(*, case: str, news: ledger.BillRefunded) -> None:
    """Money of a fee went back to the payer: by the city, or by the payer's company, and is owed again."""
    with writing.held(case, at=news.at) as held:
        kind = Happened.UNPAID if news.is_owed_again else Happened.REFUNDED
        key = f"{kind}:{news.payment}:{news.at.isoformat()}"
        if held.repeated(key, kind):
            return
        before = held.definition.fee is not None and held.definition.fee.pay == "before"
        body = {"payment": news.payment, "yen": int(news.amount), "waits_for_money": before}
        held.write(kind, by=policy.SYSTEM, channel=Way.HERE, body=body, client_key=key)


def give_back(held: writing.Held, *, reason: str, by: policy.Person) -> list[str]:
    """Ask for nothing any more; says which payments are to go back, once the case itself is written."""
    if not held.standing.bill:
        return []
    bill = ledger.bill(key=held.standing.bill)
    if bill.state is ledger.BillState.OPEN:
        if bill.under_way is None:  # else the money may still come; it then stands apart and goes back
            ledger.cancel_bill(bill=bill.key, reason=reason, by=by, at=held.at)
        return []
    return [one.key for one in bill.payments if one.left > Yen(0)]


def send_back_later(row: models.Case, payments: list[str]) -> None:
    """Let the worker give payments back once the case is written: a company of payments is asked."""
    for payment in payments:
        jobs.enqueue(send_back, key=payment, payment=payment, case=row.key)


@jobs.job()
def send_back(*, payment: str, case: str) -> None:
    """Give a payment back; a second time changes nothing."""
    try:
        ledger.refund(
            client_key=f"case-back:{payment}",
            payment=payment,
            reason=case,
            by=policy.SYSTEM,
            at=clock.now(),
        )
    except ledger.NothingToGiveBack:
        logger.info("nothing of %s is with the city any more", payment)


def waiting_though_paid(*, limit: int = 500) -> list[tuple[str, str]]:
    """Cases that wait for money that has come: news that did not arrive; with the payment."""
    found = []
    rows = models.Case.objects.filter(state=State.AWAITING_PAYMENT, is_paid=False).exclude(bill="")
    for row in rows.order_by("due_at", "id")[:limit]:
        bill = ledger.bill(key=row.bill)
        if bill.state is ledger.BillState.PAID and bill.paid_by is not None:
            found.append((row.key, bill.paid_by.key))
    return found


def is_being_paid(bill: str) -> bool:
    """Whether somebody is paying at this moment."""
    return bool(bill) and ledger.bill(key=bill).under_way is not None
