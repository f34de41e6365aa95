"""What a time costs: told before, asked for by a bill, given back by rule."""

from datetime import datetime, timedelta

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger
from sagacity.reservations.slots import models, services, types
from sagacity.reservations.slots.refusals import PaymentUnderWay

DUE = timedelta(days=7)
EVENING, NOON = 17, 12


def quote(*, service: str, begins: datetime, at: datetime, length: timedelta | None = None) -> types.Quote:
    """What it costs, and what goes back of it until when; nothing costs 0 yen.

    Raises:
        NoSuchService: nothing of this key can be booked.
    """
    terms = services.terms_of(services.row_of(service))
    yen = _fee(terms, begins, length or terms.length, at).amount if terms.fee else Yen(0)
    backs = tuple(
        types.BackUntil(begins - one.before, one.percent, yen * one.percent // 100)
        for one in terms.backs
        if yen and begins - one.before > at
    )
    return types.Quote(yen, backs, begins - terms.cancel_until)


def bill_of(*, slot: str) -> ledger.Bill | None:
    """The bill of a slot, or of the one it was moved from; none when it is free of charge."""
    row = models.Slot.objects.filter(key=slot).values_list("charged", flat=True).first()
    found = ledger.bills(about=row, limit=1) if row else ()
    return found[0] if found else None


def ask(row: models.Slot, *, payer: str, by: policy.Person, at: datetime) -> None:
    """Make the bill of a slot that is promised; one slot has one, also when it moves."""
    terms = services.terms_of(row.service)
    if not terms.fee:
        return
    fee = _fee(terms, row.begins, row.ends - row.begins, at)
    row.charged = row.key
    row.save(update_fields=["charged"])
    if not fee.amount:
        return
    ledger.make_bill(
        client_key=f"slot:{row.key}",
        title=row.service.name,
        amount=fee.amount,
        lines=ledger.lines_of(fee),
        payer=payer,
        fee=fee.rule.key,
        about=row.key,
        rule_version=fee.version,
        division=fee.rule.division or terms.division,
        due_on=min(clock.day(row.begins), clock.day(at + DUE)),
        by=by,
        at=at,
    )


def give_back(row: models.Slot, *, by: policy.Person, at: datetime, whole: bool = False) -> None:
    """Ask no longer for what is not paid, and give back of what is as much as the rules say.

    `whole`: the city cancelled, so all of it goes back.

    Raises:
        PaymentUnderWay: somebody is paying at this moment.
    """
    bill = bill_of(slot=row.key)
    if bill is None:
        return
    if bill.is_open:
        if bill.under_way and by.kind == "system":
            return  # whoever pays at this moment is gone; the cashier sees the money
        try:
            ledger.cancel_bill(bill=bill.key, reason="slots", by=by, at=at)
        except ledger.PaymentUnderWay as problem:
            raise PaymentUnderWay(row.key) from problem
        return
    paid = bill.paid_by
    terms = services.terms_of(row.service)
    percent = 100 if whole else percent_back(terms, begins=row.begins, at=at)
    if paid is None or not (amount := Yen(paid.left * percent // 100)):
        return
    # Nobody decides here: the rules that the payer was told do, so the house gives it back itself.
    ledger.refund_after_commit(
        client_key=f"slot:{row.key}",
        payment=paid.key,
        amount=amount,
        reason=f"{percent}%",
        by=policy.SYSTEM,
        at=at,
    )


def percent_back(terms: types.Service, *, begins: datetime, at: datetime) -> int:
    """How much goes back of what was paid when somebody cancels now."""
    return next((one.percent for one in terms.backs if at <= begins - one.before), 0)


def _fee(terms: types.Service, begins: datetime, length: timedelta, at: datetime) -> ledger.Fee:
    day, hour = clock.day(begins), clock.local(begins).hour
    facts = {
        "day": "holiday" if city.is_holiday(day) else ("weekend" if day.weekday() >= 5 else "weekday"),
        "band": "evening" if hour >= EVENING else ("morning" if hour < NOON else "afternoon"),
    }
    case = ledger.Case(
        fee=terms.fee, applied_on=clock.day(at), copies=-(-length // terms.fee_unit), facts=facts
    )
    return ledger.work_out(case, tariff=ledger.tariff())
