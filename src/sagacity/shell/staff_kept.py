"""What is kept how long, and when it last went: for whoever answers for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sagacity.identity import api as identity
from sagacity.kit import policy, retention
from sagacity.kit.audit import api as audit
from sagacity.kit.manifest import in_language
from sagacity.kit.scheduler import api as scheduler


@policy.access(policy.permitted(identity.AUDIT_READ))
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every kind of data that goes by itself, and the end of the audit log of each day, for printing."""
    language = get_language() or "ja"
    turns = scheduler.last_turns()
    rows = [
        {
            "what": in_language(each.what, language),
            "how_long": in_language(each.how_long, language),
            "job": each.job,
            "last": turns.get(each.job),
        }
        for each in retention.everything()
    ]
    return render(request, "shell/staff_kept.html", {"rows": rows, "digests": audit.written_digests()})
