"""The search over everything: first a few of each kind, then one kind page by page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.shell import finding, words

LONGEST = 100


@policy.access(policy.ANYONE)
def find(request: HttpRequest) -> HttpResponse:
    """What the city knows about these words."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in words.KINDS else ""
    offset = ui.offset(request, per_page=finding.PER_PAGE)
    groups = finding.find(words=asked, kind=kind, offset=offset) if asked else []
    page = {
        "words": asked,
        "kind": kind,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "per_page": finding.PER_PAGE,
        "suggestions": [] if groups else finding.worth_trying(),
    }
    return render(request, "shell/search.html", page)
