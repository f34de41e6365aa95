"""What browsers say by themselves, without anybody signed in: each request brings its own proof."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.messaging import endpoints, receipts

LONGEST = 8 * 1024  # bytes of a request


@csrf_exempt
@require_POST
@policy.access(policy.ANYONE)
def received(request: HttpRequest) -> HttpResponse:
    """A phone says that a message arrived. Whether we believe it is nobody else's business."""
    if _length(request) <= LONGEST:
        receipts.received(receipt=request.POST.get("receipt", ""), at=clock.now())
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
@policy.access(policy.ANYONE)
def renew(request: HttpRequest) -> HttpResponse:
    """A browser was given another address by its push service; the old one proves whose it is."""
    if _length(request) > LONGEST:
        return HttpResponse(status=413)
    try:
        said = json.loads(request.body)
        new = said["subscription"]
        told = {"old": said["old"], "endpoint": new["endpoint"], **_keys(new["keys"])}
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    if not all(isinstance(one, str) for one in told.values()):
        return HttpResponse(status=400)
    try:
        known = endpoints.renew_push(**told, at=clock.now())
    except endpoints.NotASubscription:
        return HttpResponse(status=400)
    return HttpResponse(status=204 if known else 404)


def _keys(said: dict[str, Any]) -> dict[str, Any]:
    return {"p256dh": said["p256dh"], "auth": said["auth"]}


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else LONGEST + 1
