"""The pages of the open-data catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.registry.datasets import NoSuchDataSet
from sagacity.registry.publishing import catalogue, describing, sets

PER_PAGE = 20
LONGEST = 100


@require_safe
@policy.access(policy.ANYONE)
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """All data sets, searched by words and theme."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    theme = request.GET.get("theme", "")[:LONGEST]
    sort = request.GET.get("sort", "")
    sort = sort if sort in catalogue.SORTS else "modified"
    found = catalogue.listing(words=words, theme=theme, sort=sort)
    start = ui.offset(request, per_page=PER_PAGE)
    sorts = (("modified", _("新しい順")), ("title", _("名前の順")), ("records", _("件数の多い順")))
    return render(
        request,
        "registry/catalogue.html",
        {
            "found": found,
            "entries": found.entries[start : start + PER_PAGE],
            "words": words,
            "theme": theme,
            "sort": sort,
            "sorts": sorts,
            "per_page": PER_PAGE,
        },
    )


@require_safe
@policy.access(policy.ANYONE)
def dataset_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One data set: what it is, under which terms, how full it is, and its first rows."""
    try:
        row = sets.published_one(slug)
    except NoSuchDataSet:
        raise Http404(slug) from None
    return render(request, "registry/dataset.html", {"set": describing.describe(row)})
