"""One bill with its whole story, and what can be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.cashier import acts, doors, forms, stories, words
from sagacity.kit import clock, policy
from sagacity.ledger import api as ledger


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    return show(request, doors.bill_or_404(key))


def show(request: HttpRequest, bill: ledger.Bill, *, status: int = 200, **sent: Any) -> HttpResponse:
    """The page; a form that was sent and is not right stands in it with its errors."""
    name, colour = words.STATES[bill.state]
    paid, at = bill.paid_by, clock.now()
    made = ledger.made_on_paper(payment=paid.key) if paid else ()
    context = {
        "tab": "bills",
        "bill": bill,
        "title": bill.title["ja"],
        "fee": words.fee(bill.fee),
        "state": name,
        "colour": colour,
        "lines": [(line.name["ja"], line) for line in bill.lines],
        "tax": ledger.tax_inside(bill),
        "payments": [_payment(one) for one in bill.payments],
        "paid": paid,
        "paid_method": words.method(paid.provider, paid.method) if paid else "",
        "made": made,
        "story": stories.of(bill),
        "postings": _postings(bill),
        "proposals": [one for payment in bill.payments for one in acts.waiting_about(payment.key, at=at)],
        "may_take": doors.may(request, doors.TAKE),
        "may_keep": doors.may(request, doors.KEEP),
        "tills": [one.name for one in ledger.tills()],
        "cash_form": forms.CashForm(auto_id="cash_%s", initial={"till": _till(request)}),
        "card_form": forms.CardForm(auto_id="card_%s"),
        "cancel_form": forms.WhyForm(auto_id="cancel_%s"),
        "refund_form": forms.RefundForm(auto_id="refund_%s"),
        "receipt_form": forms.ReceiptForm(auto_id="receipt_%s"),
        **sent,
    }
    return render(request, "desk_cashier/one.html", context, status=status)


def _till(request: HttpRequest) -> str:
    """The till this clerk used last, so that it is typed once a day."""
    return str(request.session.get("cashier_till", ""))


def _payment(payment: ledger.Payment) -> dict[str, object]:
    return {
        "payment": payment,
        "method": words.method(payment.provider, payment.method),
        "state": words.TRIES[payment.state],
        "why": words.why(payment.why) if payment.why else "",
        "refunds": [(one, words.REFUNDS[one.state]) for one in ledger.refunds(payment=payment.key)],
    }


def _postings(bill: ledger.Bill) -> list[tuple[ledger.Transfer, str, str]]:
    found = ledger.transfers(about=bill.key)
    codes: dict[str, str] = {}
    for key in {side for one in found for side in (one.debit, one.credit)}:
        codes[key] = ledger.account(key=key).code
    return [(one, codes[one.debit], codes[one.credit]) for one in found]
