"""Gives the browser of a resident its cookie when the session began, rose or ended in this request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sagacity.identity.accounts import sessions


def keeps_residents(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def asked(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        sessions.write_cookies(request, response)
        return response

    return asked
