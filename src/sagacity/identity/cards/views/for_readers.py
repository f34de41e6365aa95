"""What readers take along: the city's public keys, and the list of ended cards."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from sagacity.identity.cards import issuer, signing_keys, status_list
from sagacity.kit import clock, policy


@require_GET
@policy.access(policy.ANYONE)
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys; public, so that a neighbouring city or a partner can check cards too."""
    at = clock.now()
    body = {
        "issuer": issuer.code(),
        "at": int(at.timestamp()),
        "keys": [
            {
                "kid": key.kid,
                "x": key.x,
                "y": key.y,
                "from": int(key.starts_at.timestamp()),
                "until": int(key.until.timestamp()) if key.until else None,
            }
            for key in signing_keys.public_keys(at=at)
        ],
    }
    answer = JsonResponse(body)
    patch_cache_control(answer, no_cache=True)
    return answer


@require_GET
@policy.access(policy.ANY_STAFF)
def status(request: HttpRequest) -> HttpResponse:
    """The ended cards, for staff who read cards."""
    made = status_list.status_list(at=clock.now())
    body = {
        "issuer": made.issuer,
        "made_at": int(made.made_at.timestamp()),
        "ended": made.ended,
        "signed": made.signed,
    }
    answer = JsonResponse(body)
    patch_cache_control(answer, private=True, no_store=True)
    return answer
