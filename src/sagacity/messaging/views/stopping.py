"""Stopping with one tap: from a link in a mail, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sagacity.kit import clock, policy
from sagacity.messaging import stopping

LONGEST = 600


@csrf_exempt  # a mail program stops by itself (RFC 8058): the token proves that it may
@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(policy.ANYONE)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, with one button; whoever presses it, or whose mail program does, is told no more."""
    try:
        if len(token) > LONGEST:
            raise stopping.NotAToken
        topic = stopping.stoppable(token=token)
        if request.method == "POST":
            topic = stopping.stop(token=token, at=clock.now())
    except stopping.NotAToken:
        return render(request, "messaging/stop.html", {"broken": True}, status=404)
    said = {"topic": topic.name_in(request.LANGUAGE_CODE) if topic else "", "done": request.method == "POST"}
    answer = render(request, "messaging/stop.html", said)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
