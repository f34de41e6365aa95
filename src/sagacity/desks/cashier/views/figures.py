"""Figures: what each fee item of each division brought in each fiscal year."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.cashier import doors, sheets, words
from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger

MOST_BARS = 8


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    rows = ledger.income(fiscal_year=year)
    _divisions, _fees, years = ledger.divisions_and_fees()
    by_division: dict[str, list[int]] = {}
    for one in rows:
        found = by_division.setdefault(one.division or _("課なし"), [0, 0])
        found[0] += one.came
        found[1] += max(0, one.owed)
    context = {
        "tab": "figures",
        "year": year,
        "years": years,
        "rows": [(one, words.fee(one.fee)) for one in rows],
        "billed": sum(one.billed for one in rows),
        "owed": sum(one.owed for one in rows),
        "came": sum(one.came for one in rows),
        "bills": sum(one.bills for one in rows),
        "chart": _chart(by_division),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk_cashier/figures.html", context)


@policy.access(doors.LOOK)
@require_safe
def sheet(request: HttpRequest) -> HttpResponseBase:
    headings = [
        _("年度"),
        _("課"),
        _("手数料の項目"),
        _("名前"),
        _("請求の数"),
        _("請求した額"),
        _("届いた額"),
        _("未納の額"),
    ]
    return sheets.answer("income", headings, _lines(_year(request)))


def _lines(year: int) -> Iterator[list[object]]:
    for one in ledger.income(fiscal_year=year):
        name = words.fee(one.fee)
        yield [one.fiscal_year, one.division, one.fee, name, one.bills, one.billed, one.came, one.owed]


def _chart(by_division: dict[str, list[int]]) -> object:
    most = sorted(by_division.items(), key=lambda one: -sum(one[1]))[:MOST_BARS]
    if not most or any(came < 0 for _name, (came, _owed) in most):
        return ""
    return ui.stacked_bar(
        title=_("課ごとの額"),
        labels=[name for name, _sums in most],
        series=[
            ui.Series(_("届いた額"), [came for _name, (came, _owed) in most]),
            ui.Series(_("未納の額"), [owed for _name, (_came, owed) in most]),
        ],
        unit=_("円"),
    )


def _year(request: HttpRequest) -> int:
    said = request.GET.get("year", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) == 4 else 0
