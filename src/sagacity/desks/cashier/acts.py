"""Acts with money that two people do: give back, assign, book off; proposed here, decided by an approver."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.kit.money import Yen
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger

REFUND, ASSIGN, BOOK_OFF = "money.refund", "money.assign", "money.book_off"
ALL = (REFUND, ASSIGN, BOOK_OFF)
CHANGED = gettext_lazy(
    "提案のあとで、このお金の様子が変わりました。請求のページで今の様子を見て、必要なら提案し直してください。"
)


def offer() -> None:
    """Say which acts need two people."""
    for key, title, say, carry_out in (
        (REFUND, gettext_lazy("お金を返す"), _say_refund, _refund),
        (ASSIGN, gettext_lazy("届いたお金をほかの請求に充てる"), _say_assign, _assign),
        (BOOK_OFF, gettext_lazy("差額を整理する"), _say_book_off, _book_off),
    ):
        proposals.offer_act(
            proposals.Act(key, title, identity.MONEY_KEEP, identity.MONEY_APPROVE, say, carry_out)
        )


def propose_refund(
    *, payment: str, amount: Yen | None, reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Ask a second person; the same wish twice waits once, and after another refund it is a new wish.

    Raises:
        NothingToGiveBack, proposals.NoReason, proposals.NotTheirs: nothing was proposed.
    """
    before = ledger.refunds(payment=payment)
    payload: dict[str, Any] = {"payment": payment, "amount": amount, "after": len(before)}
    return proposals.propose(act=REFUND, thing=payment, payload=payload, reason=reason, by=by, at=at)


def propose_assignment(
    *, payment: str, bill: str, reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Ask a second person whether money in question may pay another bill.

    Raises:
        proposals.NoReason, proposals.NotTheirs: nothing was proposed.
    """
    payload = {"payment": payment, "bill": bill}
    return proposals.propose(act=ASSIGN, thing=payment, payload=payload, reason=reason, by=by, at=at)


def propose_booking_off(
    *, account: str, amount: Yen, reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Ask a second person whether what stands apart may be booked off.

    Raises:
        proposals.NoReason, proposals.NotTheirs: nothing was proposed.
    """
    debits = ledger.account(code=account).debits
    payload = {"account": account, "amount": amount, "after": debits}
    return proposals.propose(act=BOOK_OFF, thing=account, payload=payload, reason=reason, by=by, at=at)


def waiting_about(thing: str, *, at: datetime) -> list[proposals.Proposal]:
    """What waits for a second person about a payment or an account."""
    return [one for one in proposals.latest(of=ALL, limit=200) if one.thing == thing and one.is_open(at)]


def _say_refund(payload: proposals.Payload) -> str:
    payment, bill = _payment_and_bill(payload["payment"])
    whole = payment.left if payment.state is ledger.PaymentState.SETTLED else payment.received or Yen(0)
    amount = payload["amount"]
    said = {
        "title": bill.title["ja"],
        "number": bill.number,
        "yen": f"{whole if amount is None else amount:,}",
        "of": f"{payment.amount:,}",
    }
    if payment.state is ledger.PaymentState.QUESTIONED:
        return _("確認中のお金%(yen)s円を返す。届いた先の請求: %(title)s（%(number)s）") % said
    return _("%(title)s（%(number)s、%(of)s円）のうち%(yen)s円を返す") % said


def _say_assign(payload: proposals.Payload) -> str:
    payment, bill = _payment_and_bill(payload["payment"])
    other = ledger.bill(key=payload["bill"])
    return _("%(from)s（%(from_number)s）に届いた%(yen)s円を、%(to)s（%(to_number)s）の支払いに充てる") % {
        "from": bill.title["ja"],
        "from_number": bill.number,
        "yen": f"{payment.received or 0:,}",
        "to": other.title["ja"],
        "to_number": other.number,
    }


def _say_book_off(payload: proposals.Payload) -> str:
    said = {"account": payload["account"], "yen": f"{payload['amount']:,}"}
    return _("差額の勘定 %(account)s の%(yen)s円を、その年度の雑入で整理する") % said


def _payment_and_bill(key: str) -> tuple[ledger.Payment, ledger.Bill]:
    payment = ledger.payment(key=key)
    return payment, ledger.bill(key=payment.bill)


def _refund(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    amount = payload["amount"]
    _or_say(
        lambda: ledger.refund_after_commit(
            client_key=f"desk:{payload['payment']}:{payload['after']}",
            payment=payload["payment"],
            amount=None if amount is None else Yen(amount),
            reason=reason,
            by=by,
            approved_by=approved_by,
            at=at,
        )
    )


def _assign(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    _or_say(
        lambda: ledger.assign(
            payment=payload["payment"],
            bill=payload["bill"],
            reason=reason,
            by=by,
            approved_by=approved_by,
            at=at,
        )
    )


def _book_off(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    _or_say(
        lambda: ledger.book_off(
            account=payload["account"],
            amount=Yen(payload["amount"]),
            reason=reason,
            client_key=f"booked-off:{payload['account']}:{payload['after']}",
            by=by,
            approved_by=approved_by,
            at=at,
        )
    )


def _or_say(verb: Callable[[], object]) -> None:
    try:
        verb()
    except (
        ledger.NotPosted,
        ledger.NothingToGiveBack,
        ledger.NotInQuestion,
        ledger.NotThisBill,
        ledger.BillIsPaid,
        ledger.BillIsCancelled,
        ledger.NothingApart,
        ledger.NoSuchPayment,
    ) as problem:
        raise proposals.CannotBeDone(str(CHANGED)) from problem
