"""The books: every account, the trial balance with the sum of zero, all transfers as a table."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.cashier import acts, doors, forms, sheets, words
from sagacity.kit import clock, policy
from sagacity.kit.money import Yen
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger
from sagacity.ledger.api import AccountKind

MOST_DAYS = 400


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _show(request)


def _show(request: HttpRequest, *, status: int = 200, wrong: Any = None) -> HttpResponse:
    trial, at = ledger.trial_balance(), clock.now()
    found = ledger.accounts()
    today = clock.day(at)
    context = {
        "tab": "books",
        "trial": trial,
        "difference": trial.debits - trial.credits,
        "groups": [
            (words.ACCOUNTS[kind], [_row(one) for one in found if one.kind is kind])
            for kind in AccountKind
            if any(one.kind is kind for one in found)
        ],
        "apart": [_apart(one, wrong, at) for one in ledger.apart()],
        "since": today - timedelta(days=30),
        "until": today,
        "may_keep": doors.may(request, doors.KEEP),
    }
    return render(request, "desk_cashier/books.html", context, status=status)


def _apart(one: ledger.Apart, wrong: Any, at: datetime) -> dict[str, object]:
    initial = {"account": one.account, "amount": abs(one.unexplained)}
    is_wrong = wrong is not None and wrong.data.get("account") == one.account
    name = re.sub(r"\W", "-", one.account)
    form = wrong if is_wrong else forms.BookOffForm(auto_id=f"{name}-%s", initial=initial)
    return {"apart": one, "waits": acts.waiting_about(one.account, at=at), "form": form}


@policy.access(doors.KEEP)
@require_POST
def book_off(request: HttpRequest) -> HttpResponse:
    """Propose that what stands apart becomes income, or less of it."""
    form = forms.BookOffForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        found = next((one for one in ledger.apart() if one.account == said["account"]), None)
        if found is None or said["amount"] > abs(found.unexplained):
            problem = _("この勘定に残っている額より多くは整理できません。")
            form.add_error("amount", problem)
            messages.error(request, problem)  # where nothing is left there is no form to say it
    if not form.is_valid():
        return _show(request, status=422, wrong=form)
    try:
        acts.propose_booking_off(
            account=said["account"],
            amount=Yen(said["amount"]),
            reason=said["why"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except proposals.NoReason:
        return _show(request, status=422, wrong=form)
    messages.success(request, _("差額の整理を提案しました。会計の承認者が承認すると、記帳します。"))
    return redirect("desk_cashier:books")


@policy.access(doors.LOOK)
@require_safe
def sheet(request: HttpRequest) -> HttpResponseBase:
    """Every transfer of some days, of all accounts or of one."""
    today = clock.day(clock.now())
    since, until = _day(request, "since", today - timedelta(days=30)), _day(request, "until", today)
    since = max(since, until - timedelta(days=MOST_DAYS))
    headings = [
        _("記帳の日"),
        _("日時"),
        _("キー"),
        _("借方"),
        _("貸方"),
        _("額"),
        _("何のため"),
        _("メモ"),
        _("取り消した記帳"),
    ]
    lines = _lines(since, until, request.GET.get("account", "")[:160])
    return sheets.answer(f"transfers-{since}-{until}", headings, lines)


def _lines(since: date, until: date, account: str) -> Iterator[list[object]]:
    for one, debit, credit in ledger.transfers_between(since=since, until=until, account=account):
        at = clock.local(one.at).isoformat(sep=" ", timespec="seconds")
        yield [one.booked_on, at, one.key, debit, credit, one.amount, one.about, one.note, one.reverses]


def _row(account: ledger.Account) -> dict[str, object]:
    is_fee = account.kind in {AccountKind.INCOME, AccountKind.RECEIVABLE}
    title = words.fee(account.title) if is_fee else words.PROVIDERS.get(account.title, account.title)
    return {"account": account, "title": title}


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise
