"""Who may do what at this desk, and the one way in which its buttons answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.registry import api as registry

LOOK = policy.permitted(identity.CORRECT)  # clerks and approvers alike
IMPORT = policy.permitted(identity.IMPORT)
APPROVE = policy.permitted(identity.APPROVE)
LIVE = policy.permitted(identity.BROKER_LOOK)
OPERATE = policy.permitted(identity.BROKER_OPERATE)

PROBLEMS = (
    registry.NotNow,
    registry.NoQuestion,
    registry.NothingToAccept,
    registry.NotAColumn,
    registry.NotAValue,
    registry.QuestionsOpen,
    registry.NothingToApply,
    registry.SamePerson,
    registry.Overtaken,
    registry.NotUndoable,
    registry.SamePlace,
    registry.AlreadyDecided,
    registry.NothingSaid,
)


def run_or_404(key: str) -> registry.ImportRun:
    try:
        return registry.run(key)
    except registry.NoSuchRun as problem:
        raise Http404(key) from problem


def press(request: HttpRequest, back: str, verb: Callable[..., Any], done: str, **said: Any) -> HttpResponse:
    """Do what a button says; whatever stands in the way is told in words on the page one comes back to."""
    try:
        verb(**said)
    except PROBLEMS as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect(back)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page of ours the form names, with its filters and page number."""
    place = request.POST.get("back", "")
    inside = place.startswith("/desk/data/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if inside else otherwise
