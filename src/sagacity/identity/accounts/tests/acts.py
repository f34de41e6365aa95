"""One act of the city that needs a level, as every channel reaches it: page, JSON, command, counter."""

from typing import Any

from django.core.management.base import BaseCommand
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy

LEVELS = (1, 2, 3, 4)
done: list[tuple[str, int]] = []


def act(*, by: policy.Person, level: int) -> None:
    """What every channel calls in the end."""
    policy.demand(by, level=level)
    done.append((by.key, level))


def _page(level: int) -> Any:
    @policy.access(policy.resident(level=level))
    def page(request: HttpRequest) -> HttpResponse:
        act(by=policy.resident_person_of(request), level=level)
        return HttpResponse("done")

    return csrf_exempt(page)


def _page_without_a_rule(level: int) -> Any:
    """A door whose author forgot the level: the verb itself refuses."""

    @policy.access(policy.ANYONE)
    def page(request: HttpRequest) -> HttpResponse:
        act(by=policy.resident_person_of(request), level=level)
        return JsonResponse({"done": True})

    return page


@csrf_exempt
@policy.access(policy.resident(level=1))
def form(request: HttpRequest) -> HttpResponse:
    """A form whose address asks for a contact; who comes back finds what they wrote."""
    written = request.POST or accounts.held_form(request) or QueryDict()
    if request.method == "POST":
        act(by=policy.resident_person_of(request), level=1)
    return JsonResponse({"words": written.get("words", ""), "sent": request.method == "POST"})


class Command(BaseCommand):
    """An import that acts in somebody's name."""

    stealth_options = ("by", "level")

    def handle(self, *args: Any, **options: Any) -> None:
        act(by=options["by"], level=options["level"])


urlpatterns = [
    path("", include("sagacity.site.urls")),
    path("acts/form/", form),
    *[path(f"acts/{level}/", _page(level)) for level in LEVELS],
    *[path(f"forgetful/{level}/", _page_without_a_rule(level)) for level in LEVELS],
]
