"""The tariff in words, one case to try, and what a changed tariff would have meant for a year's cases."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.desks.cashier import doors, sheets, tariffs, trying, words
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every fee in words, with what its plain cases cost and why."""
    try:
        tariff = ledger.tariff()
    except ledger.BrokenTariff as problem:
        return render(request, "desk_cashier/fees.html", {"tab": "fees", "problem": problem}, status=500)
    context = {
        "tab": "fees",
        "version": tariff.version,
        "rules": [tariffs.said(rule, tariff, clock.day(clock.now())) for rule in tariff.rules.values()],
        "postage": tariffs.postage(tariff),
    }
    return render(request, "desk_cashier/fees.html", context)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def try_it(request: HttpRequest) -> HttpResponse:
    """Work one case out; nothing is kept, so it stands in the address."""
    tariff, today = ledger.tariff(), clock.day(clock.now())
    form = trying.TryForm(request.GET if "fee" in request.GET else None, tariff=tariff, today=today)
    context: dict[str, object] = {"tab": "fees", "form": form, "has_fees": bool(tariff.rules)}
    if form.is_valid():
        try:
            fee = ledger.work_out(form.case, tariff=tariff)
        except ledger.NoPrice:
            context["problem"] = _("このきまりには、この場合の額がありません。きまりに値段を足してください。")
        else:
            context |= {"fee": fee, "sentence": ledger.explain(fee)}
            context["lines"] = [(line.name["ja"], line) for line in ledger.lines_of(fee)]
    return render(request, "desk_cashier/try.html", context, status=422 if form.errors else 200)


@policy.access(doors.LOOK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simulate(request: HttpRequest) -> HttpResponseBase:
    """Try a changed tariff on a year's cases; it changes nothing."""
    _divisions, _fees, years = ledger.divisions_and_fees()
    path = city.folder() / "fees.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    form = trying.SimulateForm(request.POST if request.method == "POST" else None, years=years, text=text)
    context: dict[str, object] = {"tab": "fees", "form": form, "has_years": bool(years)}
    if form.is_valid():
        said = form.cleaned_data
        try:
            found = trying.simulated(text=said["text"], year=said["year"], at=clock.now())
        except ledger.BrokenTariff as problem:
            told = {"where": problem.where, "why": problem.why}
            form.add_error("text", _("%(where)s を読めません: %(why)s") % told)
        else:
            if request.POST.get("what") == "csv":
                return sheets.answer(f"simulated-{said['year']}", _headings(), _lines(found))
            context |= {
                "found": found,
                "year": said["year"],
                "rows": [(one, words.fee(one.fee)) for one in found.effects],
                "left_out": [(words.fee(key), many) for key, many in found.left_out.items()],
                "difference": found.after - found.before,
                "faults": [(words.fee(one.fee), words.fault(one), one.about) for one in found.faults],
            }
    status = 422 if form.errors else 200
    return render(request, "desk_cashier/simulate.html", context, status=status)


def _headings() -> list[object]:
    return [
        _("手数料の項目"),
        _("名前"),
        _("請求の件数"),
        _("高くなる件数"),
        _("安くなる件数"),
        _("額のない件数"),
        _("今のきまりの額"),
        _("変えたきまりの額"),
        _("違い"),
    ]


def _lines(found: trying.Simulated) -> Iterator[list[object]]:
    for one in found.effects:
        counts = [one.cases, one.dearer, one.cheaper, one.unanswered]
        yield [one.fee, words.fee(one.fee), *counts, one.before, one.after, one.difference]
