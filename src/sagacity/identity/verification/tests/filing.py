"""A filing that needs a signature, as a room writes it: a form, a document made of it, one verb."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sagacity.identity.accounts import api as accounts
from sagacity.identity.verification import api as verification
from sagacity.kit import clock, policy

ACT = "tests.filing"
filed: list[tuple[str, str]] = []


def document_of(words: str) -> str:
    return f"届出書\n\n  {words}\n"


def file(*, by: policy.Person, words: str, at: datetime) -> None:
    """What page, API and import call in the end: nobody files what they have not signed."""
    if by.level < accounts.Level.SIGNED:  # a clerk has seen them: no signature is needed
        by = verification.person_who_signed(by=by, act=ACT, document=document_of(words), at=at)
    policy.demand(by, level=accounts.Level.SIGNED)
    filed.append((by.key, words))


@csrf_exempt
@policy.access(policy.resident(level=1))
def page(request: HttpRequest) -> HttpResponse:
    written = request.POST or accounts.held_form(request) or QueryDict()
    words, at = str(written.get("words", "")), clock.now()
    if request.method == "POST":
        try:
            file(by=policy.resident_person_of(request), words=words, at=at)
        except verification.NotSigned:
            return verification.ask_signature(
                request, act=ACT, document=document_of(words), purpose="届出のため", at=at
            )
    return JsonResponse({"words": words, "sent": request.method == "POST"})


urlpatterns = [path("", include("sagacity.site.urls")), path("acts/filing/", page)]
