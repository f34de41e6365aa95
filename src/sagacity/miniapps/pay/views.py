"""Pages of residents: my bills, one bill, and the way to the payment company and back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.ledger import api as ledger
from sagacity.miniapps.pay import demo, words

SIGNED_IN = policy.resident(level=1)


@policy.access(SIGNED_IN)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is owed first, then what was."""
    bills = ledger.bills(payers=[policy.resident_person_of(request).key])
    rows = [(bill, _title(bill), words.of(bill)) for bill in bills]
    context = {
        "owed": [row for row in rows if row[0].is_open],
        "done": [row for row in rows if not row[0].is_open],
        "is_demo": demo.is_on(),
    }
    return render(request, "pay/listed.html", context)


@policy.access(SIGNED_IN)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One bill: what for, how it stands, how to pay it, and every try."""
    return _page(request, _mine(request, key))


@policy.access(SIGNED_IN)
@never_cache
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Answer a page that leads on by itself: a form may not lead to another host, a page may."""
    bill = _mine(request, key)
    try:
        payment = ledger.start_payment(
            bill=bill.key,
            method=request.POST.get("method", ""),
            back_to=reverse("pay:one", args=[bill.key]),
            language=get_language() or "ja",
            by=policy.resident_person_of(request),
            at=clock.now(),
        )
    except (ledger.BillIsPaid, ledger.BillIsCancelled):
        return _to(bill)  # the page says so
    except ledger.NoSuchMethod:
        messages.error(request, _("払い方を選んでください。"))
        return _to(bill)
    except ledger.ProviderAway:
        return _page(request, _mine(request, key), status=502)
    if payment.number or payment.method != request.POST["method"]:
        return _to(bill)  # a number to be shown, or another payment is under way: the page says so
    return render(request, "pay/going.html", {"address": payment.address, "bill": bill})


@policy.access(SIGNED_IN)
@never_cache
@require_POST
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the company at once what became of the payment."""
    bill = _mine(request, key)
    if bill.under_way:
        try:
            ledger.look_after(payment=bill.under_way.key, at=clock.now())
        except ledger.ProviderAway:
            messages.error(
                request,
                _("支払い会社につながりません。市があとで確かめるので、払いなおさずに待ってください。"),
            )
    return _to(bill)


@policy.access(SIGNED_IN)
@never_cache
@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the payment under way, so that another can begin; if it was paid meanwhile, it counts."""
    bill = _mine(request, key)
    if bill.under_way:
        by = policy.resident_person_of(request)
        try:
            ledger.call_off(payment=bill.under_way.key, by=by, at=clock.now())
        except ledger.ProviderAway:
            messages.error(
                request,
                _(
                    "支払い会社につながらないので、まだやめられません。少したってから、もう一度押してください。"
                ),
            )
    return _to(bill)


def _page(request: HttpRequest, bill: ledger.Bill, *, status: int = 200) -> HttpResponse:
    names = {method.key: in_language(method.name, _language()) for method in ledger.methods()}
    can_pay = bill.is_open and not bill.under_way and not bill.questioned
    context = {
        "bill": bill,
        "title": _title(bill),
        "said": words.of(bill),
        "lines": [(in_language(line.name, _language()), line) for line in bill.lines],
        "methods": [
            (method, names[method.key], in_language(method.text, _language())) for method in ledger.methods()
        ]
        if can_pay
        else [],
        "nobody_takes": can_pay and not names,
        "tries": [(one, names.get(one.method, words.place(one)), words.of_try(one)) for one in bill.payments],
    }
    return render(request, "pay/one.html", context, status=status)


def _mine(request: HttpRequest, key: str) -> ledger.Bill:
    """A bill of whoever asks; that of somebody else is not found either."""
    try:
        bill = ledger.bill(key=key)
    except ledger.NoSuchBill as problem:
        raise Http404(key) from problem
    if not bill.payer or bill.payer != policy.resident_person_of(request).key:
        raise Http404(key)
    return bill


def _to(bill: ledger.Bill) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("pay:one", args=[bill.key]))


def _title(bill: ledger.Bill) -> str:
    return in_language(bill.title, _language())


def _language() -> str:
    return get_language() or "ja"
