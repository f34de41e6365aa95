"""What is to be debited from a resident next, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from sagacity.kit import clock
from sagacity.ledger import bills
from sagacity.ledger import types as ledger_types
from sagacity.ledger.debit import mandates, models, plan, types
from sagacity.ledger.debit.types import RunState, Try


@dataclass(frozen=True, slots=True)
class Coming:
    """A bill and the day on which it is taken from the account."""

    bill: ledger_types.Bill
    item: str
    mandate: str
    day: date
    is_with_the_bank: bool  # the file has gone; nothing can stop it here


def coming(*, payer: str, at: datetime) -> list[Coming]:
    """Bills of a resident that a mandate covers, the nearest day first."""
    accounts = {item: one.key for one in mandates.mandates_of(payer=payer) for item in one.live}
    found = []
    for bill in bills.bills(payers=[payer]):
        item = next((each for each in plan.plan().items.values() if bill.fee in each.fees), None)
        if item is None or not bill.is_open:
            continue
        line = (
            models.Line.objects.filter(bill=bill.key).select_related("run", "mandate").order_by("id").last()
        )
        if line is not None and line.is_open and line.run.state == RunState.SENT:
            found.append(Coming(bill, item.key, line.mandate.key, line.run.day, True))
            continue
        if item.key not in accounts or (line is not None and line.next_step == "slip"):
            continue
        try_ = Try.RERUN if line is not None and line.next_step else Try.FIRST
        after = max(clock.day(at), line.run.day if line is not None and line.next_step else clock.day(at))
        day = _day(item, bill, after, try_)
        if day is not None:
            found.append(Coming(bill, item.key, accounts[item.key], day, False))
    return sorted(found, key=lambda one: (one.day, one.bill.key))


def _day(item: types.Item, bill: ledger_types.Bill, after: date, try_: Try) -> date | None:
    """The first day of this kind that is not before the bill is due."""
    if bill.due_on and try_ is Try.FIRST and bill.due_on > after:
        on_the_day = plan.try_on(item, bill.due_on) is Try.FIRST
        return bill.due_on if on_the_day else plan.next_day(item, after=bill.due_on, try_=try_)
    return plan.next_day(item, after=after, try_=try_)
