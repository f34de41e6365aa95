"""GET /healthz: 200 when all is well, 503 with the names of what is not."""

import logging

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from sagacity.kit import policy
from sagacity.kit.providers import Check
from sagacity.kit.signals import api as signals
from sagacity.site.health import checks

logger = logging.getLogger(__name__)


@policy.access(policy.ANYONE)
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Names for everyone; the details may hold addresses and stay with signed-in staff and the log."""
    found = checks.all_checks()
    unwell = [check for check in found if not check.ok]
    for check in unwell:
        logger.warning("healthz: %s is not well: %s", check.name, check.detail)
    answer = {
        "status": "unwell" if unwell else "well",
        "unwell": [check.name for check in unwell],
        "outbox_backlog": signals.backlog() if found[0].ok else None,
        "checks": [_public(check, details=policy.person_of(request).is_staff) for check in found],
    }
    return JsonResponse(answer, status=503 if unwell else 200)


def _public(check: Check, *, details: bool) -> dict[str, object]:
    said: dict[str, object] = {"name": check.name, "ok": check.ok}
    return {**said, "detail": check.detail} if details else said
