"""What could not be taken: what is tried again, and what goes by another way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.api import Next, Result
from sagacity.miniapps.debit import chosen, desk_tables, desk_words
from sagacity.miniapps.debit.desk import LOOK

PER_PAGE = 50


@require_safe
@policy.access(LOOK)
def listed(request: HttpRequest) -> HttpResponse:
    """The oldest first; by item and by what follows."""
    found, offset = _found(request), ui.offset(request, per_page=PER_PAGE)
    context = {
        "rows": [_row(one) for one in found[offset : offset + PER_PAGE]],
        "total": len(found),
        "yen": sum(one.bill.amount for one in found),
        "per_page": PER_PAGE,
        "item": request.GET.get("item", ""),
        "items": [(key, desk_words.item_name(key)) for key in debit.plan().items],
        "step": request.GET.get("step", ""),
        "steps": [(step.value, title) for step, title in desk_words.NEXT.items()],
        "query": request.GET.urlencode(),
        "today": clock.day(clock.now()),
    }
    return render(request, "debit/desk_dunning.html", context)


@require_safe
@policy.access(LOOK)
def table(request: HttpRequest) -> HttpResponse:
    """The same list for a spreadsheet, such as for printing slips by the keys of the bills."""
    heading = [
        _("請求"),
        _("費目"),
        _("口座振替の番号"),
        _("金額（円）"),
        _("引落日"),
        _("結果"),
        _("次にすること"),
        _("再振替の日"),
    ]
    rows = (
        [
            one.bill.key,
            desk_words.item_name(one.item),
            one.line.mandate_number,
            one.bill.amount,
            one.day,
            _result(one),
            desk_words.NEXT[one.line.next_ or Next.SLIP],
            one.again_on or "",
        ]
        for one in _found(request)
    )
    return desk_tables.answer("debit-failed", heading, rows)


def _found(request: HttpRequest) -> list[debit.Owed]:
    item, step = request.GET.get("item", ""), request.GET.get("step", "")
    return debit.owed(
        item=item if item in debit.plan().items else "", step=Next(step) if step in set(Next) else None
    )


def _row(one: debit.Owed) -> dict[str, object]:
    return {
        "owed": one,
        "item": desk_words.item_name(one.item),
        "bank": chosen.bank_name(one.line.bank),
        "result": _result(one),
        "next_": desk_words.NEXT[one.line.next_ or Next.SLIP],
    }


def _result(one: debit.Owed) -> object:
    return desk_words.RESULTS[one.line.result or Result.OTHER]
