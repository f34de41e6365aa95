"""Doors of receipts for the payer: on the screen, and as a PDF with or without a name."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.kit.paper import api as paper
from sagacity.ledger import bills, invoice_numbers, receipt_paper, receipts, types

LONGEST_KEY = 60


@policy.access(policy.resident(level=1))
@never_cache
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """A receipt for its payer, on the screen; a bill that is not paid has none."""
    return _page(request, _paid_by_me(request, key))


@policy.access(policy.resident(level=1))
@never_cache
@require_POST
def on_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The PDF; the name is typed by the payer, stands on it, and is kept nowhere."""
    bill = _paid_by_me(request, key)
    name = " ".join(request.POST.get("name", "").split())[: receipt_paper.LONGEST_NAME]
    with_name = request.POST.get("named") == "yes"
    if with_name and not name:
        why = _("宛名を書くか、「宛名なし」を選んでください。まだ作っていません。")
        return _page(request, bill, status=422, why=why, named=True)
    me, once = policy.resident_person_of(request), request.POST.get("once", "")[:LONGEST_KEY]
    try:
        made, page = receipt_paper.make_receipt_pdf(
            client_key=f"resident:{bill.key}:{once or uuid.uuid4().hex}"[-120:],
            bill=bill,
            name=name if with_name else "",
            by=me,
            at=clock.now(),
        )
    except paper.NoPaper:
        why = _("いまPDFをつくれません。このページを印刷してください。")
        return _page(request, bill, status=503, why=why, name=name, named=with_name)
    except paper.CharactersLacking as problem:
        why = _(
            "PDFに使う文字（%(characters)s）がありません。宛名をかなで書くか、このページを印刷してください。"
        ) % {"characters": str(problem)}
        return _page(request, bill, status=503, why=why, name=name, named=with_name)
    answer = HttpResponse(page, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="receipt-{made.number}.pdf"'
    return answer


def page_of(bill: types.Bill) -> dict[str, object]:
    """What a page shows of a receipt."""
    language, paid = get_language() or "ja", bill.paid_by
    assert paid is not None
    return {
        "bill": bill,
        "payment": paid,
        "title": in_language(bill.title, language),
        "lines": [(in_language(line.name, language), line) for line in bill.lines],
        "tax": receipts.tax_inside(bill),
        "invoice_number": invoice_numbers.invoice_number(),
        "is_demo": settings.DEMO,  # on paper the bar above the page is gone
        "number": receipts.number_of(paid),
        "made": receipts.made_on_paper(payment=paid.key),
        "once": uuid.uuid4().hex,
    }


def _page(
    request: HttpRequest,
    bill: types.Bill,
    *,
    status: int = 200,
    why: str = "",
    name: str = "",
    named: bool = False,
) -> HttpResponse:
    context = {**page_of(bill), "why": why, "name": name, "named": named}
    return render(request, "ledger/receipt.html", context, status=status)


def _paid_by_me(request: HttpRequest, key: str) -> types.Bill:
    try:
        bill = bills.bill(key=key)
    except bills.NoSuchBill as problem:
        raise Http404(key) from problem
    if not bill.payer or bill.payer != policy.resident_person_of(request).key or bill.paid_by is None:
        raise Http404(key)
    return bill
