"""What all answers with open data have in common: anybody may read them, from any page, and ask again."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
FIVE_MINUTES = 300


def open_to_all(view: View) -> View:
    """Let programs of other sites read the answer."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    return cast(View, answered)


def not_modified(request: HttpRequest, *, etag: str, at: datetime) -> HttpResponse | None:
    """An empty answer for those who have this version already."""
    answer = get_conditional_response(request, quote_etag(etag), int(at.timestamp()))
    if answer is None:
        return None
    return cast(HttpResponse, stamped(answer, etag=etag, at=at))


def stamped(answer: HttpResponseBase, *, etag: str, at: datetime) -> HttpResponseBase:
    """Write on the answer which version it is."""
    answer["ETag"] = quote_etag(etag)
    answer["Last-Modified"] = http_date(at.timestamp())
    patch_cache_control(answer, public=True, max_age=FIVE_MINUTES)
    return answer
