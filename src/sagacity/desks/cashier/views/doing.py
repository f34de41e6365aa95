"""What is done with a bill: take money, stop a payment, cancel, propose to give back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.cashier import acts, doors, forms
from sagacity.desks.cashier.views import one
from sagacity.kit import clock, policy
from sagacity.kit.money import Yen
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger


@policy.access(doors.TAKE)
@require_POST
def cash(request: HttpRequest, key: str) -> HttpResponse:
    bill, form = doors.bill_or_404(key), forms.CashForm(request.POST, auto_id="cash_%s")
    if not form.is_valid():
        return one.show(request, bill, status=422, cash_form=form)
    said = form.cleaned_data
    try:
        taken = _take(request, bill, form.client_key, said["till"].strip(), received=said["received"])
    except ledger.TooLittle:
        lacking = bill.amount - said["received"]
        form.add_error(
            "received",
            _("%(yen)s円足りません。足りない分を受け取ってから、もう一度記録してください。")
            % {"yen": f"{lacking:,}"},
        )
        return one.show(request, bill, status=422, cash_form=form)
    if taken is not None:
        request.session["cashier_till"] = said["till"].strip()
        change = {"yen": f"{taken.change:,}", "received": f"{said['received']:,}"}
        messages.success(
            request, _("%(received)s円を預かりました。おつりは%(yen)s円です。領収書を出せます。") % change
        )
    return redirect("desk_cashier:one", key=key)


@policy.access(doors.TAKE)
@require_POST
def card(request: HttpRequest, key: str) -> HttpResponse:
    bill, form = doors.bill_or_404(key), forms.CardForm(request.POST, auto_id="card_%s")
    if not form.is_valid():
        return one.show(request, bill, status=422, card_form=form)
    reference = form.cleaned_data["reference"]
    if _take(request, bill, form.client_key, "", reference=reference) is not None:
        messages.success(request, _("機械で受け取ったことを記録しました。領収書を出せます。"))
    return redirect("desk_cashier:one", key=key)


def _take(
    request: HttpRequest,
    bill: ledger.Bill,
    client_key: str,
    till: str,
    *,
    received: int | None = None,
    reference: str = "",
) -> ledger.TakenAtCounter | None:
    """Take it, or say why not; whoever presses twice takes once."""
    try:
        return ledger.take_at_counter(
            client_key=client_key,
            bill=bill.key,
            till=till,
            received=None if received is None else Yen(received),
            reference=reference,
            by=policy.person_of(request),
            at=clock.now(),
        )
    except ledger.BillIsPaid:
        messages.error(
            request,
            _(
                "この請求は、もう納付済みです。受け取ったお金は返してください。下の「いきさつ」を見てください。"
            ),
        )
    except ledger.BillIsCancelled:
        messages.error(request, _("この請求は取り消されています。受け取ったお金は返してください。"))
    except ledger.ProviderAway:
        messages.error(
            request,
            _(
                "払う人がほかで始めた支払いを、止められませんでした。支払い会社につながらないためです。"
                "お金を返し、数分たってからもう一度試してください。"
            ),
        )
    return None


@policy.access(doors.TAKE)
@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the payment that is under way; if the money has come meanwhile, it counts."""
    bill = doors.bill_or_404(key)
    if bill.under_way:
        try:
            now = ledger.call_off(payment=bill.under_way.key, by=policy.person_of(request), at=clock.now())
        except ledger.ProviderAway:
            messages.error(
                request,
                _(
                    "支払い会社につながらないので、まだ止められません。少したってから、もう一度押してください。"
                ),
            )
        else:
            if now.state is ledger.PaymentState.SETTLED:
                messages.success(request, _("止める前に払われていました。納付済みとして記録しました。"))
            else:
                messages.success(request, _("途中の支払いを止めました。"))
    return redirect("desk_cashier:one", key=key)


@policy.access(doors.KEEP)
@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    bill, form = doors.bill_or_404(key), forms.WhyForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return one.show(request, bill, status=422, cancel_form=form)
    try:
        ledger.cancel_bill(
            bill=key, reason=form.cleaned_data["why"], by=policy.person_of(request), at=clock.now()
        )
    except ledger.BillIsPaid:
        messages.error(request, _("もう払われているので、取り消せません。「お金を返す」を使ってください。"))
    except ledger.PaymentUnderWay:
        messages.error(request, _("いま払っている人がいます。先に「途中の支払いを止める」を押してください。"))
    else:
        messages.success(request, _("請求を取り消しました。帳簿から、請求した分を戻しました。"))
    return redirect("desk_cashier:one", key=key)


@policy.access(doors.KEEP)
@require_POST
def refund(request: HttpRequest, key: str) -> HttpResponse:
    """Propose to give back; a second person decides."""
    bill, form = doors.bill_or_404(key), forms.RefundForm(request.POST, auto_id="refund_%s")
    paid = bill.paid_by
    if paid is None:
        messages.error(request, _("払われていないので、返すお金はありません。"))
        return redirect("desk_cashier:one", key=key)
    if form.is_valid() and form.yen is not None and form.yen > paid.left:
        left = {"yen": f"{paid.left:,}"}
        form.add_error("amount", _("残っているのは%(yen)s円です。それより多くは返せません。") % left)
    if not form.is_valid() or not paid.left:
        return one.show(request, bill, status=422, refund_form=form)
    try:
        acts.propose_refund(
            payment=paid.key,
            amount=form.yen,
            reason=form.cleaned_data["why"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except proposals.NoReason:
        form.add_error("why", forms.WHY["required"])
        return one.show(request, bill, status=422, refund_form=form)
    messages.success(request, _("返金を提案しました。会計の承認者が承認すると、返します。"))
    return redirect("desk_cashier:one", key=key)
