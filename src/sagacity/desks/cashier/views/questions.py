"""Money in question: what and why; giving it back or assigning it by two people; claims nobody took."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.cashier import acts, doors, forms, words
from sagacity.kit import clock, policy
from sagacity.ledger import api as ledger


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, *, status: int = 200, wrong: int = 0, why: Any = None) -> HttpResponse:
    at = clock.now()
    context = {
        "tab": "questions",
        "rows": [
            {
                "one": each,
                "title": each.bill.title["ja"],
                "why": words.why(each.payment.why),
                "method": words.method(each.payment.provider, each.payment.method),
                "waits": acts.waiting_about(each.payment.key, at=at),
            }
            for each in ledger.in_question()
        ],
        "claims": [_claim(one, wrong, why) for one in ledger.refused_claims()],
        "closed": [_claim(one, 0, None) for one in ledger.refused_claims(is_open=False, limit=20)],
        "may_keep": doors.may(request, doors.KEEP),
    }
    return render(request, "desk_cashier/questions.html", context, status=status)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    return _show(request, _payment(key))


def _show(request: HttpRequest, payment: ledger.Payment, *, status: int = 200, **sent: Any) -> HttpResponse:
    bill = ledger.bill(key=payment.bill)
    is_open = payment.state is ledger.PaymentState.QUESTIONED
    context = {
        "tab": "questions",
        "bill": bill,
        "title": bill.title["ja"],
        "payment": payment,
        "method": words.method(payment.provider, payment.method),
        "state": words.TRIES[payment.state],
        "why": words.why(payment.why),
        "is_open": is_open,
        "others": [(each, each.title["ja"]) for each in ledger.may_take(payment=payment.key)]
        if is_open and payment.transfer
        else [],
        "same_payer": [each.key for each in ledger.bills(payers=[bill.payer])],
        "waits": acts.waiting_about(payment.key, at=clock.now()),
        "heard": [
            (
                said,
                words.WAYS.get(said.way, said.way),
                words.OUTCOMES.get(said.outcome, said.outcome),
                words.EFFECTS.get(said.effect, said.effect),
            )
            for said in ledger.heard_of(bill=bill.key)
            if said.payment == payment.key
        ],
        "may_keep": doors.may(request, doors.KEEP),
        "back_form": forms.WhyForm(auto_id="back_%s"),
        "assign_form": forms.AssignForm(auto_id="assign_%s"),
        **sent,
    }
    return render(request, "desk_cashier/question.html", context, status=status)


@policy.access(doors.KEEP)
@require_POST
def give_back(request: HttpRequest, key: str) -> HttpResponse:
    payment, form = _payment(key), forms.WhyForm(request.POST, auto_id="back_%s")
    if not form.is_valid():
        return _show(request, payment, status=422, back_form=form)
    if payment.state is not ledger.PaymentState.QUESTIONED:
        return _decided_before(request, key)
    acts.propose_refund(
        payment=key,
        amount=None,
        reason=form.cleaned_data["why"],
        by=policy.person_of(request),
        at=clock.now(),
    )
    messages.success(request, _("返すことを提案しました。会計の承認者が承認すると、全額を返します。"))
    return redirect("desk_cashier:question", key=key)


@policy.access(doors.KEEP)
@require_POST
def assign(request: HttpRequest, key: str) -> HttpResponse:
    payment, form = _payment(key), forms.AssignForm(request.POST, auto_id="assign_%s")
    if not form.is_valid():
        return _show(request, payment, status=422, assign_form=form)
    if payment.state is not ledger.PaymentState.QUESTIONED:
        return _decided_before(request, key)
    said = form.cleaned_data
    if said["bill"] not in {each.key for each in ledger.may_take(payment=key)}:
        messages.error(
            request,
            _(
                "その請求には、いま充てられません。もう払われたか、支払いの途中です。下から選び直してください。"
            ),
        )
        return _show(request, payment, status=422, assign_form=form)
    acts.propose_assignment(
        payment=key, bill=said["bill"], reason=said["why"], by=policy.person_of(request), at=clock.now()
    )
    messages.success(request, _("充てることを提案しました。会計の承認者が承認すると、納付済みになります。"))
    return redirect("desk_cashier:question", key=key)


@policy.access(doors.KEEP)
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Say what a claim was that nobody took."""
    form = forms.WhyForm(request.POST)
    if not form.is_valid():
        return _list(request, status=422, wrong=number, why=form)
    try:
        ledger.close_refused(
            claim=number, reason=form.cleaned_data["why"], by=policy.person_of(request), at=clock.now()
        )
    except ledger.NoSuchClaim:
        messages.info(request, _("ほかの人が先に確かめました。下の「確かめた知らせ」を見てください。"))
    else:
        messages.success(request, _("確かめたことを記録しました。同じ知らせがまた来ると、もう一度出ます。"))
    return redirect("desk_cashier:questions")


def _decided_before(request: HttpRequest, key: str) -> HttpResponse:
    messages.info(request, _("このお金は、もう決まっています。今の様子は下のとおりです。"))
    return redirect("desk_cashier:question", key=key)


def _claim(claim: ledger.RefusedClaim, wrong: int, why: Any) -> dict[str, object]:
    title, text = words.KINDS[claim.kind]
    return {
        "claim": claim,
        "title": title,
        "text": text,
        "odd": words.ODD.get(claim.why, words.OUTCOMES.get(claim.why, claim.why)),
        "way": words.WAYS.get(claim.way, claim.way),
        "provider": words.PROVIDERS.get(claim.provider, claim.provider),
        "form": why if claim.id == wrong else forms.WhyForm(auto_id=f"claim{claim.id}_%s"),
        "is_wrong": claim.id == wrong,
    }


def _payment(key: str) -> ledger.Payment:
    try:
        return ledger.payment(key=key)
    except ledger.NoSuchPayment as problem:
        raise Http404(key) from problem
