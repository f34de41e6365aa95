"""Finding bills, and the same as a table."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.cashier import doors, sheets, words
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger

PER_PAGE = 25


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    wanted = _wanted(request)
    order = "oldest" if request.GET.get("order") == "oldest" else "newest"
    found = ledger.find_bills(
        wanted=wanted,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
        newest_first=order == "newest",
    )
    if wanted.words and found.total == 1 and "page" not in request.GET:
        return redirect("desk_cashier:one", key=found.bills[0].key)  # a number names one bill
    divisions, fees, years = ledger.divisions_and_fees()
    context = {
        "tab": "bills",
        "wanted": wanted,
        "rows": [_row(bill) for bill in found.bills],
        "total": found.total,
        "yen": found.yen,
        "per_page": PER_PAGE,
        "states": list(words.FILTERS.items()),
        "divisions": divisions,
        "fees": [(key, words.fee(key)) for key in fees],
        "years": years,
        "order": order,
        "is_filtered": any(value for name, value in request.GET.items() if name not in {"page", "order"}),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk_cashier/bills.html", context)


@policy.access(doors.LOOK)
@require_safe
def sheet(request: HttpRequest) -> HttpResponseBase:
    """Every bill that was found, without whose it is."""
    headings = [
        _("番号"),
        _("請求のキー"),
        _("請求した日"),
        _("内容"),
        _("手数料の項目"),
        _("課"),
        _("年度"),
        _("額"),
        _("納期限"),
        _("状態"),
        _("払われた日時"),
        _("払い方"),
        _("返した額"),
        _("案件"),
    ]
    return sheets.answer("bills", headings, _lines(_wanted(request)))


def _lines(wanted: ledger.Wanted) -> Iterator[list[object]]:
    for bill in ledger.all_bills(wanted=wanted):
        paid = bill.paid_by
        yield [
            bill.number,
            bill.key,
            clock.day(bill.created_at),
            bill.title["ja"],
            bill.fee,
            bill.division,
            bill.fiscal_year,
            bill.amount,
            bill.due_on or "",
            words.STATES[bill.state][0],
            clock.local(paid.settled_at).isoformat(sep=" ", timespec="minutes")
            if paid and paid.settled_at
            else "",
            words.method(paid.provider, paid.method) if paid else "",
            paid.refunded if paid else 0,
            bill.about,
        ]


def _row(bill: ledger.Bill) -> dict[str, object]:
    name, colour = words.STATES[bill.state]
    return {
        "bill": bill,
        "title": bill.title["ja"],
        "state": name,
        "colour": colour,
        "is_questioned": bool(bill.questioned),
        "is_late": bill.is_open and bill.due_on is not None and bill.due_on < clock.day(clock.now()),
    }


def _wanted(request: HttpRequest) -> ledger.Wanted:
    said = request.GET
    state, year = said.get("state", ""), said.get("year", "")
    return ledger.Wanted(
        words=said.get("q", "").strip()[:120],
        state=state if state in words.FILTERS else "",
        fee=said.get("fee", "")[:80],
        division=said.get("division", "")[:80],
        fiscal_year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
        since=_day(said.get("since", "")),
        until=_day(said.get("until", "")),
        today=clock.day(clock.now()),
    )


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
