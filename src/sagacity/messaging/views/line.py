"""What LINE tells the city: codes that people send, and people who leave."""

import base64
import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.messaging import line_accounts

MOST_EVENTS = 100


@csrf_exempt
@require_POST
@policy.access(policy.ANYONE)
def webhook(request: HttpRequest) -> HttpResponse:
    """Hear some events; only LINE and the city know the secret that signs them. Hearing twice is no harm."""
    if not settings.LINE_SECRET:
        return HttpResponse(status=404)
    if not _signed(request.body, request.headers.get("X-Line-Signature", "")):
        return HttpResponse(status=403)
    try:
        events = json.loads(request.body)["events"]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    for event in events[:MOST_EVENTS] if isinstance(events, list) else []:
        if isinstance(event, dict):
            _hear(event)
    return HttpResponse(status=200)


def _signed(body: bytes, signature: str) -> bool:
    digest = hmac.digest(settings.LINE_SECRET.encode(), body, hashlib.sha256)
    return hmac.compare_digest(base64.b64encode(digest), signature.encode("utf-8", "replace"))


def _hear(event: dict[str, Any]) -> None:
    source, message = event.get("source"), event.get("message")
    account = source.get("userId") if isinstance(source, dict) else None
    if not isinstance(account, str) or len(account) > 64:
        return
    if event.get("type") == "unfollow":
        line_accounts.unfollowed(account=account, at=clock.now())
    elif (
        event.get("type") == "message" and isinstance(message, dict) and isinstance(message.get("text"), str)
    ):
        line_accounts.link(account=account, text=message["text"], at=clock.now())
