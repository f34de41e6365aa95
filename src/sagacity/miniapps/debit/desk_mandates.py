"""Mandates for staff: a list without names, one mandate, and its account for a purpose that is kept."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.api import MandateState
from sagacity.miniapps.debit import chosen, desk_tables, desk_words, words
from sagacity.miniapps.debit.desk import LOOK
from sagacity.miniapps.debit.desk_forms import EndForm, LookForm

COLLECT = policy.permitted(identity.DEBIT_COLLECT)
PER_PAGE = 50
ALL = 50_000
QUESTION = "question"


@require_safe
@policy.access(LOOK)
def listed(request: HttpRequest) -> HttpResponse:
    """By number, bank, or whole name; by state and item; in the order that is wanted."""
    asked = _asked(request, clock.now())
    found, total = debit.find(asked=asked, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE))
    context = {
        "rows": [_row(one) for one in found],
        "total": total,
        "per_page": PER_PAGE,
        "words": asked.words,
        "state": request.GET.get("state", ""),
        "states": [(state.value, title) for state, title in desk_words.MANDATES.items()],
        "item": asked.item,
        "items": [(key, desk_words.item_name(key)) for key in debit.plan().items],
        "order": asked.order,
        "orders": _orders(),
        "query": request.GET.urlencode(),
    }
    return render(request, "debit/desk_mandates.html", context)


@require_safe
@policy.access(LOOK)
def table(request: HttpRequest) -> HttpResponse:
    """The same list for a spreadsheet; names and accounts are not in it."""
    found, _total = debit.find(asked=_asked(request, clock.now()), limit=ALL)
    heading = [_("受付番号"), _("状態"), _("理由"), _("銀行"), _("支店"), _("口座の下3けた"), _("費目"),
               _("申込み"), _("決まった日時"), _("終わった日時")]  # fmt: skip
    rows = (
        [
            one.number,
            desk_words.MANDATES[one.state],
            desk_words.WHYS[one.why],
            f"{one.bank} {chosen.bank_name(one.bank)}",
            f"{one.branch} {chosen.branch_name(one.bank, one.branch)}",
            one.tail,
            "、".join(desk_words.item_name(item) for item in one.items),
            _moment(one.applied_at),
            _moment(one.decided_at),
            _moment(one.ended_at),
        ]
        for one in found
    )
    return desk_tables.answer("mandates", heading, rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(LOOK)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One mandate; with a purpose its account too, and the look is written down."""
    mandate, by = _found(key), policy.person_of(request)
    form = LookForm(request.POST if request.method == "POST" else None, by=by, about=key)
    account = None
    if request.method == "POST" and form.is_valid():
        account = debit.account(mandate=key, by=by, purpose=form.cleaned_data["purpose"], at=clock.now())
        if account is None:
            messages.info(request, _("口座番号と名義は、決まった期間が過ぎたので消しました。"))
    context = {
        "row": _row(mandate),
        "mandate": mandate,
        "live": [desk_words.item_name(item) for item in mandate.live],
        "form": form,
        "end_form": EndForm(),
        "account": account,
        "kind": words.KINDS[account.kind] if account else "",
        "may_collect": by.may(identity.DEBIT_COLLECT),
        "is_open": mandate.is_open,
        "may_end": mandate.state in {MandateState.APPLIED, MandateState.AT_BANK, MandateState.ACCEPTED},
    }
    return render(request, "debit/desk_mandate.html", context, status=422 if form.errors else 200)


@require_POST
@policy.access(LOOK)
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the bank at once."""
    _found(key)
    try:
        said = debit.look_after(mandate=key, at=clock.now())
        if said.is_open:
            messages.info(request, _("銀行の返事は、まだありません。"))
        else:
            messages.success(request, _("銀行の返事を受け取りました。"))
    except debit.ProviderAway:
        messages.error(request, _("銀行につながりません。少したってから、もう一度押してください。"))
    return HttpResponseRedirect(reverse("debit_desk:mandate", args=[key]))


@require_POST
@policy.access(COLLECT)
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End it for a resident; they are told."""
    _found(key)
    form = EndForm(request.POST)
    if form.is_valid():
        debit.end(mandate=key, why=debit.Why.CITY, by=policy.person_of(request), at=clock.now())
        messages.success(request, _("口座振替を終了しました。本人に知らせます。"))
    else:
        messages.error(request, _("確かめたことに、しるしをつけてください。まだ終了していません。"))
    return HttpResponseRedirect(reverse("debit_desk:mandate", args=[key]))


def _asked(request: HttpRequest, at: datetime) -> debit.Asked:
    said = request.GET
    state, item, order = said.get("state", ""), said.get("item", ""), said.get("order", "")
    stuck = desk_words.in_question(at).questioned_before if state == QUESTION else None
    return debit.Asked(
        words=said.get("q", "").strip()[:80],
        states=(MandateState(state),) if state in set(MandateState) else (),
        item=item if item in debit.plan().items else "",
        order=order if order in debit.ORDERS else debit.ORDERS[0],
        questioned_before=stuck,
    )


def _orders() -> list[tuple[str, str]]:
    titles = {
        "-applied_at": _("新しい順"),
        "applied_at": _("古い順"),
        "number": _("受付番号の順"),
        "bank": _("銀行の順"),
    }
    return [(key, titles[key]) for key in debit.ORDERS]


def _row(mandate: debit.Mandate) -> dict[str, object]:
    return {
        "mandate": mandate,
        "state": desk_words.MANDATES[mandate.state],
        "colour": desk_words.COLOURS.get(mandate.state, ""),
        "why": desk_words.WHYS[mandate.why],
        "bank": chosen.bank_name(mandate.bank),
        "branch": chosen.branch_name(mandate.bank, mandate.branch),
        "items": [desk_words.item_name(item) for item in mandate.items],
    }


def _found(key: str) -> debit.Mandate:
    try:
        return debit.mandate(key=key)
    except debit.NoSuchMandate as problem:
        raise Http404(key) from problem


def _moment(at: datetime | None) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at else ""
