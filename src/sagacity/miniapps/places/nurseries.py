"""The list of nurseries has moved to the mini-app for families; old links and QR codes keep working."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_GET

from sagacity.kit import policy

MOVED_TO = "/apps/childcare/nurseries/"
KEPT = ("age", "mark", "town")


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """Lead on, with the filters that both pages know."""
    query = request.GET.copy()
    for name in [name for name in query if name not in KEPT]:
        del query[name]
    return HttpResponsePermanentRedirect(MOVED_TO + (f"?{query.urlencode()}" if query else ""))
