"""Residents' pages: the list, one product with its shops on a map, a table to take along."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.products import looks, products
from sagacity.miniapps.products.types import EVERY_MONTH, KINDS, Content, Product
from sagacity.registry import api as registry

PER_PAGE = 20
HEADINGS = (
    "名前", "よみ", "種類", "旬の月", "地区", "つくる人", "買える店", "説明", "ホームページ", "出典",
)  # fmt: skip


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """Every product, or those that pass the filters."""
    words, group, kind = (request.GET.get(name, "").strip()[:100] for name in ("q", "group", "kind"))
    month = _month(request)
    found = products.published(
        words=words,
        month=month,
        group=group,
        kind=kind,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    context = {
        "products": [looks.look(one, one.live) for one in found.products if one.live],
        "total": found.total,
        "per_page": PER_PAGE,
        "words": words,
        "group": group,
        "kind": kind,
        "month": month,
        "this_month": clock.day(clock.now()).month,
        "months": [(number, _("%(month)s月") % {"month": number}) for number in EVERY_MONTH],
        "kinds": list(KINDS.items()),
        "groups": products.groups_with_products(),
        "is_empty": not products.published(limit=1).total,
        "is_filtered": bool(words or group or kind or month),
    }
    return render(request, "products/list.html", context)


@require_GET
@policy.access(policy.ANYONE)
def product(request: HttpRequest, key: str) -> HttpResponse:
    """One product: what it is, when, where it is made and sold."""
    one, said = _live(key)
    makers, shops = looks.places(said)
    points = [place.point for place in (*shops, *makers) if place.point]
    context = {
        "look": looks.look(one, said),
        "makers": makers,
        "shops": shops,
        "centre": points[0] if points else None,
    }
    return render(request, "products/product.html", context)


@require_GET
@policy.access(policy.ANYONE)
def features(request: HttpRequest, key: str) -> HttpResponse:
    """The makers and shops of a product in the window of the map."""
    _one, said = _live(key)
    south, west, north, east = ui.view_of(request).bbox
    makers, shops = looks.places(said)
    icons = {place.key: "product" for place in makers} | {place.key: "star" for place in shops}
    marks = [
        _mark(place, icons[place.key])
        for place in {one.key: one for one in (*makers, *shops)}.values()
        if place.point and south <= place.point.latitude <= north and west <= place.point.longitude <= east
    ]
    return ui.answer(marks)


@require_GET
@policy.access(policy.ANYONE)
def table(request: HttpRequest) -> HttpResponse:
    """All products as CSV for people, with BOM and CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for one in products.published(limit=10_000).products:
        if one.live:
            writer.writerow(_row(one.live))
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{_('特産品')}.csv") or "attachment"
    )
    return answer


def _row(said: Content) -> list[str]:
    makers, shops = looks.places(said)
    cells = [
        said.name["ja"],
        said.kana,
        str(KINDS.get(said.kind, said.kind)),
        "・".join(str(month) for month in said.months),
        "・".join(said.groups),
        "・".join(place.name for place in makers),
        "・".join(place.name for place in shops),
        said.body.get("ja", ""),
        said.website,
        said.source,
    ]
    return [f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells]


def _live(key: str) -> tuple[Product, Content]:
    try:
        one = products.product(key)
    except products.NoSuchProduct as problem:
        raise Http404(key) from problem
    if one.live is None:
        raise Http404(key)
    return one, one.live


def _mark(place: registry.Place, icon: str) -> ui.Mark:
    assert place.point is not None
    return ui.Mark(
        latitude=place.point.latitude,
        longitude=place.point.longitude,
        name=place.name,
        key=place.key,
        icon=icon,
        url=f"/apps/places/{place.key}/",
    )


def _month(request: HttpRequest) -> int:
    said = request.GET.get("month", "")
    return int(said) if said in {str(month) for month in EVERY_MONTH} else 0
