"""Writes on every request who is asking. Newcomers without a cookie cost no question to the database."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sagacity.identity import devices, sessions
from sagacity.kit import clock, policy


def who_is_asking(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def asked(request: HttpRequest) -> HttpResponse:
        request.person = policy.ANONYMOUS  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            try:
                request.person = sessions.person_signed_in(request, at=clock.now())  # type: ignore[attr-defined]
            except sessions.IdleTooLong:
                if sessions.is_staff_page(request):
                    return sessions.back_to_sign_in(request)
        response = get_response(request)
        devices.write_cookies(request, response)
        return response

    return asked
