"""Being told on this device: the city's key, and the door for the browser's subscription."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging

PUSH = "push"
LONGEST = 4000  # letters of a subscription; those of browsers have about 500


@policy.access(policy.ANYONE)
def key(request: HttpRequest) -> JsonResponse:
    """The key a browser needs to subscribe, and whether this device is subscribed already."""
    answer = JsonResponse({"key": messaging.push_key(), "on": _is_on(request)})
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@policy.access(policy.ANYONE)
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Keep where this browser can be reached; the same again changes nothing."""
    at = clock.now()
    try:
        said = _said(request)
        keys = {name: str(said["keys"][name]) for name in ("p256dh", "auth")}
        messaging.subscribe_push(
            person=identity.begin(request, at=at).key,
            endpoint=str(said["endpoint"]),
            **keys,
            language=get_language() or "ja",
            at=at,
        )
    except (KeyError, TypeError, messaging.NotASubscription) as problem:
        raise BadRequest("not a subscription of a browser") from problem
    return HttpResponse(status=204)


@policy.access(policy.ANYONE)
@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """Tell this device no more; the inbox stays."""
    person = identity.device_of(request).key
    if person:
        messaging.drop_endpoint(person=person, channel=PUSH, at=clock.now())
    return HttpResponse(status=204)


def _is_on(request: HttpRequest) -> bool:
    found = messaging.endpoints(person=identity.device_of(request).key)
    return any(one.channel == PUSH and one.state == "active" for one in found)


def _said(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body[:LONGEST])
    except ValueError as problem:
        raise BadRequest("not JSON") from problem
    if not isinstance(said, dict):
        raise BadRequest("not a subscription")
    return said
