"""Pages of residents: what is taken from which account and when, one mandate, and the way to the bank."""

from urllib.parse import urlencode

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
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import chosen, demo, words

CARD = policy.resident(level=2)


@policy.access(CARD)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What could not be taken first, then what is taken next, then the accounts."""
    payer, at = policy.resident_person_of(request).key, clock.now()
    mandates = [(one, _title(one), words.short(one), _account(one)) for one in debit.mandates_of(payer=payer)]
    going_on = [row for row in mandates if row[0].is_open or row[0].state == "accepted"]
    context = {
        "failed": [(one, _words(one.bill.title), words.of_failed(one)) for one in debit.owed_by(payer=payer)],
        "coming": [(one, _words(one.bill.title)) for one in debit.coming(payer=payer, at=at)],
        "going_on": going_on,
        "over": [row for row in mandates if row not in going_on],
        "takes_any": bool(debit.plan().items),
        "is_connected": debit.is_connected(),
        "is_demo": demo.is_on(),
    }
    return render(request, "debit/listed.html", context)


@policy.access(CARD)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One mandate: how it stands and what to do next."""
    return _page(request, _mine(request, key))


@policy.access(CARD)
@never_cache
@require_POST
def go(request: HttpRequest, key: str) -> HttpResponse:
    """On to the bank's page."""
    mandate = _mine(request, key)
    try:
        return going(request, mandate)
    except debit.IsOver:
        return _to(mandate)  # the page says how it ended
    except debit.ProviderAway:
        messages.error(request, _("いま銀行につながりません。少したってから、もう一度押してください。"))
        return _to(mandate)


@policy.access(CARD)
@never_cache
@require_POST
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the bank at once what became of it."""
    mandate = _mine(request, key)
    try:
        if debit.look_after(mandate=mandate.key, at=clock.now()).is_open:
            messages.info(request, _("銀行の返事は、まだ来ていません。来たら、お知らせします。"))
    except debit.ProviderAway:
        messages.error(request, _("いま銀行につながりません。少したってから、もう一度押してください。"))
    return _to(mandate)


@policy.access(CARD)
@never_cache
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Take no more from this account."""
    mandate = _mine(request, key)
    by = policy.resident_person_of(request)
    debit.end(mandate=mandate.key, why=debit.Why.RESIDENT, by=by, at=clock.now())
    return _to(mandate)


def going(request: HttpRequest, mandate: debit.Mandate) -> HttpResponse:
    """Answer a page that leads on by itself: a form may not lead to another host, a page may.

    Raises:
        IsOver, ProviderAway: nobody is led on.
    """
    by = policy.resident_person_of(request)
    said = debit.hand_over(mandate=mandate.key, by=by, at=clock.now())
    return render(request, "debit/going.html", {"address": said.address, "mandate": said})


def _page(request: HttpRequest, mandate: debit.Mandate) -> HttpResponse:
    coming = debit.coming(payer=mandate.payer, at=clock.now())
    again = urlencode([("item", item) for item in mandate.items])
    context = {
        "mandate": mandate,
        "title": _title(mandate),
        "titles": chosen.names_of(mandate.items),
        "live": chosen.names_of(mandate.live),
        "account": _account(mandate),
        "said": words.of(mandate),
        "coming": [(one, _words(one.bill.title)) for one in coming if one.mandate == mandate.key],
        "is_with_the_bank": any(one.is_with_the_bank for one in coming if one.mandate == mandate.key),
        "again": f"{reverse('debit:bank')}?{again}",
        "is_connected": debit.is_connected(),
    }
    return render(request, "debit/one.html", context)


def _mine(request: HttpRequest, key: str) -> debit.Mandate:
    """A mandate of whoever asks; that of somebody else is not found either."""
    try:
        mandate = debit.mandate(key=key)
    except debit.NoSuchMandate as problem:
        raise Http404(key) from problem
    if not mandate.payer or mandate.payer != policy.resident_person_of(request).key:
        raise Http404(key)
    return mandate


def _title(mandate: debit.Mandate) -> str:
    return chosen.bank_name(mandate.bank)


def _account(mandate: debit.Mandate) -> str:
    """Bank, branch and the last digits: enough to know one's own account by."""
    said = [chosen.bank_name(mandate.bank), chosen.branch_name(mandate.bank, mandate.branch)]
    return " ".join([*said, f"****{mandate.tail}" if mandate.tail else ""]).strip()


def _to(mandate: debit.Mandate) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("debit:one", args=[mandate.key]))


def _words(title: debit.Words) -> str:
    return in_language(title, get_language() or "ja")
