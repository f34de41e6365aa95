"""What a file would change, record by record: before and after, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagacity.desks.data import doors, words
from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry

PER_PAGE = 50
KINDS = ("", "new", "changed", "vanished", "unchanged")


@policy.access(doors.LOOK)
def differences(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    what = request.GET.get("what", "")
    what = what if what in KINDS else ""
    changes, total = registry.changes(
        key=key, what=what, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE)
    )
    counts = {"new": run.new, "changed": run.changed, "unchanged": run.unchanged, "vanished": run.vanished}
    page = {
        "run": run,
        "what": what,
        "filters": [(one, words.CHANGES[one], counts.get(one), one == what) for one in KINDS],
        "changes": changes,
        "total": total,
        "per_page": PER_PAGE,
    }
    return render(request, "desk_data/differences.html", page)
