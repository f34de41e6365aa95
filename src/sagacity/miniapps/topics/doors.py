"""Who may do what at the desk of neighbourhood news."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sagacity.identity import api as identity
from sagacity.kit import policy

MANAGE = policy.permitted(identity.TOPIC_MANAGE)
WRITE = policy.permitted(identity.NOTICE_WRITE)
View = Callable[..., HttpResponse]


def moderates(person: policy.Person) -> bool:
    """Whether somebody decides on posts of neighbours: who writes notices, and who manages themes."""
    return person.may(identity.NOTICE_WRITE) or person.may(identity.TOPIC_MANAGE)


def moderators(view: View) -> View:
    """A page for those who decide on posts; put it under `policy.access(policy.ANY_STAFF)`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not moderates(policy.person_of(request)):
            raise PermissionDenied(identity.TOPIC_MANAGE)
        return view(request, *args, **kwargs)

    return guarded
