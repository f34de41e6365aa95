"""Applying: what shall be paid, bank, branch, account; then the bank's own page. One question a page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import chosen
from sagacity.miniapps.debit.chosen import Chosen
from sagacity.miniapps.debit.forms import AccountForm, PassbookForm
from sagacity.miniapps.debit.views import CARD, going

MOST = 40


@policy.access(CARD)
@never_cache
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """What shall be paid from the account."""
    said = chosen.of(request)
    live = {key for one in debit.mandates_of(payer=_payer(request)) for key in one.live}
    rows = [
        (one, chosen.name_of(one), one in said.items, one.key in live) for one in debit.plan().items.values()
    ]
    context = {"rows": rows, "chosen": said, "nothing": "asked" in request.GET}
    return render(request, "debit/items.html", context)


@policy.access(CARD)
@never_cache
@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """Which bank: those near by, or a search by name, kana or number."""
    said = chosen.of(request)
    if not said.items:
        return HttpResponseRedirect(f"{reverse('debit:new')}?asked=1")
    words = request.GET.get("q", "").strip()[:60]
    if words:
        found = debit.find_banks(words=words, limit=MOST)
    else:
        found = tuple(one for code in debit.plan().near if (one := _bank(code)))
    rows = [(one, _after_bank(said, one)) for one in found]
    return render(request, "debit/bank.html", {"rows": rows, "words": words, "chosen": said})


@policy.access(CARD)
@never_cache
@require_safe
def branch(request: HttpRequest) -> HttpResponse:
    """Which branch of the bank."""
    said = chosen.of(request)
    if not said.items or said.bank is None:
        return HttpResponseRedirect(f"{reverse('debit:bank')}?{said.query}")
    words = request.GET.get("q", "").strip()[:60]
    found = debit.find_branches(bank=said.bank.code, words=words, limit=MOST)
    to = reverse("debit:account")
    rows = [(one, f"{to}?{said.with_(bank=said.bank.code, branch=one.code)}") for one in found]
    context = {"rows": rows, "words": words, "chosen": said, "is_cut": len(found) == MOST}
    return render(request, "debit/branch.html", context)


@policy.access(CARD)
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The account itself; then on to the bank."""
    said = chosen.of(request)
    if not said.items or said.bank is None or (said.branch is None and not said.is_postal):
        return HttpResponseRedirect(f"{reverse('debit:bank')}?{said.query}")
    kind = PassbookForm if said.is_postal else AccountForm
    form = kind(request.POST) if request.method == "POST" else kind.fresh()
    if form.is_bound and form.is_valid():
        mandate = _apply(request, form, said)
        if mandate is not None:
            return _to_the_bank(request, mandate)
    context = {"form": form, "chosen": said, "back": f"{reverse('debit:branch')}?{said.query}"}
    return render(request, "debit/account.html", context, status=422 if form.errors else 200)


def _apply(request: HttpRequest, form: AccountForm, said: Chosen) -> debit.Mandate | None:
    assert said.bank is not None
    branch_code = said.branch.code if said.branch else ""
    at = clock.now()
    try:
        return debit.apply(
            client_key=f"debit-{form.cleaned_data['once']}",
            items=[one.key for one in said.items],
            account=form.account(bank=said.bank.code, branch=branch_code),
            by=policy.resident_person_of(request),
            reach=identity.begin(request, at=at).key,
            language=get_language() or "ja",
            at=at,
        )
    except debit.BadAccount as problem:
        form.refuse(problem)
    except debit.AppliedAlready as problem:
        form.refuse_second(" ".join(chosen.names_of((problem.item,))))
    return None


def _to_the_bank(request: HttpRequest, mandate: debit.Mandate) -> HttpResponse:
    try:
        return going(request, mandate)
    except debit.IsOver:
        pass  # the page says how it ended
    except debit.ProviderAway:
        messages.warning(
            request, _("申込みを受け取りましたが、いま銀行につながりません。少したってから、進んでください。")
        )
    return HttpResponseRedirect(reverse("debit:one", args=[mandate.key]))


def _after_bank(said: Chosen, one: debit.Bank) -> str:
    """The postal bank has no branches to choose from: its passbook says it."""
    step = "debit:account" if one.code == debit.POSTAL_BANK else "debit:branch"
    return f"{reverse(step)}?{said.with_(bank=one.code)}"


def _bank(code: str) -> debit.Bank | None:
    try:
        return debit.bank(code)
    except debit.NoSuchBank:
        return None


def _payer(request: HttpRequest) -> str:
    return policy.resident_person_of(request).key
