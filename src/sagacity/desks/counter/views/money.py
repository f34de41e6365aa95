"""The fee at the counter: cash with change, or the counter's own machine."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sagacity.desks.counter import doors, forms
from sagacity.desks.counter.views import one
from sagacity.kit import clock, policy
from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger

AWAY = gettext_lazy(
    "支払いの会社につながりません。本人が始めた支払いがまだ生きています。少し待って、もう一度押してください。"
)


@policy.access(doors.ENTER)
@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    case, at = doors.case_or_404(request, key), clock.now()
    form = forms.PayForm(request.POST, auto_id="pay_%s")
    if not form.is_valid() or not case.bill:
        return one.show(request, case, at=at, status=422, pay_form=form)
    said = form.cleaned_data
    cash = said["how"] == "cash"
    try:
        taken = ledger.take_at_counter(
            client_key=f"desk:{said['once']}",
            bill=case.bill,
            till=said["till"] or case.division,
            by=policy.person_of(request),
            at=at,
            received=Yen(said["received"]) if cash else None,
            reference="" if cash else said["reference"],
        )
    except ledger.TooLittle:
        form.add_error("received", _("預かった金額が手数料より少ないです。まだ受け取っていません。"))
        return one.show(request, case, at=at, status=422, pay_form=form)
    except ledger.BillIsPaid:
        messages.info(request, _("この手数料は、もう払われています。二重には受け取りません。"))
    except ledger.BillIsCancelled:
        messages.error(request, _("この手数料は取り消されています。受け取らずに、担当に確かめてください。"))
    except ledger.ProviderAway:
        messages.error(
            request,
            _(
                "支払いの会社につながりません。本人が始めた支払いがまだ生きています。少し待って、もう一度押してください。"
            ),
        )
    except ledger.DayClosed:
        messages.error(request, _("きょうの会計は締められています。会計の担当に頼んでください。"))
    else:
        change = f"{taken.change:,}"
        said_so = _("受け取りました。お釣りは%(change)s円です。") if cash else _("受け取りました。")
        messages.success(request, said_so % {"change": change} if cash else said_so)
    return redirect("desk_counter:one", key=key)
