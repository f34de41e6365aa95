"""What actions that wait on a phone need when they go out: a fresh token, and words in every language."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.shell import offline


@policy.access(policy.ANYONE)
def token(request: HttpRequest) -> JsonResponse:
    """A token for a form that has been waiting: the page it was filled in on may be days old."""
    answer = JsonResponse({"token": get_token(request)})
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@policy.access(policy.ANYONE)
def words(request: HttpRequest) -> JsonResponse:
    """What a page says about actions that wait; the worker keeps it in every language."""
    wanted = request.GET.get("language", "")
    with translation.override(wanted if ui.is_language(wanted) else get_language() or "ja"):
        answer = JsonResponse(offline.waiting(), json_dumps_params={"ensure_ascii": False})
    patch_cache_control(answer, no_cache=True)
    return answer
