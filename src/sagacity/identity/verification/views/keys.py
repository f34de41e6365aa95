"""The city's public keys, for the app that checks its requests."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from sagacity.identity.verification import client_keys
from sagacity.kit import policy


@policy.access(policy.ANYONE)
@require_safe
def public(request: HttpRequest) -> JsonResponse:
    answer = JsonResponse(client_keys.public_keys())
    answer["Cache-Control"] = "public, max-age=300"
    return answer
