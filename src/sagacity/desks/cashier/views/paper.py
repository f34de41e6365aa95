"""A receipt at the counter: made as a PDF, with or without a name; the second one says that it is a copy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.desks.cashier import doors, forms
from sagacity.desks.cashier.views import one
from sagacity.kit import clock, policy
from sagacity.kit.paper import api as paper
from sagacity.ledger import api as ledger


@policy.access(doors.TAKE)
@never_cache
@require_POST
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    bill, form = doors.bill_or_404(key), forms.ReceiptForm(request.POST, auto_id="receipt_%s")
    if bill.paid_by is None:
        messages.error(request, _("払われていないので、領収書は出せません。"))
        return redirect("desk_cashier:one", key=key)
    if not form.is_valid():
        return one.show(request, bill, status=422, receipt_form=form)
    try:
        made, page = ledger.make_receipt_pdf(
            client_key=form.client_key,
            bill=bill,
            name=" ".join(form.cleaned_data["name"].split()),
            by=policy.person_of(request),
            at=clock.now(),
        )
    except paper.NoPaper:
        form.add_error(
            None, _("この機械には日本語の字体がなく、PDFをつくれません。担当課に知らせてください。")
        )
        return one.show(request, bill, status=503, receipt_form=form)
    except paper.CharactersLacking as problem:
        said = {"characters": str(problem)}
        form.add_error("name", _("字体に「%(characters)s」がありません。かなで書いてください。") % said)
        return one.show(request, bill, status=422, receipt_form=form)
    answer = HttpResponse(page, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="receipt-{made.number}.pdf"'
    return answer
