"""Any public value leads to its file, row and edition: search for a record, then read its history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sagacity.desks.data import doors, kinds
from sagacity.kit import policy
from sagacity.kit.search import api as search
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry

PER_PAGE = 20
OURS = "urn:ngsi-ld:"


@policy.access(doors.LOOK)
def find(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    found = None
    if words:
        found = search.find(words=words, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE))
    page = {"words": words, "found": found, "per_page": PER_PAGE}
    return render(request, "desk_data/records.html", page)


@policy.access(doors.LOOK)
def one(request: HttpRequest, key: str) -> HttpResponse:
    versions = registry.history(key)
    try:
        records = registry.records_of(key)
    except registry.NoSuchRecord as problem:
        if not versions:
            raise Http404(key) from problem
        records = []
    language = get_language() or "ja"
    page = {
        "key": key,
        "name": records[0].name if records else key,
        "records": [_shown(record, language) for record in records],
        "versions": versions,
        "is_place": key.startswith(f"{OURS}Place:"),
    }
    return render(request, "desk_data/record.html", page)


def _shown(record: registry.Record, language: str) -> dict[str, Any]:
    order = [column.name for column in registry.kind(_kind_of(record)).columns]
    names = [*[name for name in order if name in record.fields or name in record.statuses]]
    names += [name for name in record.fields if name not in order]
    return {
        "title": kinds.title(record.kind, language),
        "record": record,
        "values": [
            (name, record.fields.get(name, ""), record.statuses.get(name, registry.Status.MISSING))
            for name in names
        ],
    }


def _kind_of(record: registry.Record) -> str:
    """The kind of the data set the record came in by; its facet may have another name."""
    return next((one.kind for one in registry.datasets() if one.key == record.dataset), record.kind)
