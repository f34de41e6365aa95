"""A page that cannot do without the data-linkage platform says so while its store does not answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]
AGAIN_S = "30"


class PlatformIsAway:
    """Middleware: instead of "something went wrong", what it is, that nothing is lost, and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Only for a store that does not answer."""
        from sagacity.broker import api as broker

        if not isinstance(problem, broker.Unreachable):
            return None
        answer = render(request, "503.html", status=503)
        answer["Retry-After"] = AGAIN_S
        answer["Cache-Control"] = "no-store"
        return answer
