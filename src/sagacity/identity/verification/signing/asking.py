"""Asking: the answer of a page whose act needs a signature; what was filled in waits meanwhile."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sagacity.identity.accounts import api as accounts
from sagacity.identity.verification.signing import documents
from sagacity.kit import policy


def ask_signature(
    request: HttpRequest, *, act: str, document: str, purpose: str, at: datetime
) -> HttpResponse:
    """Lead a resident to a page where they sign the document; the form they sent is held until they are back.

    The page calls `signed` first and this when it raises `NotSigned`: once signed, the same form sent again
    passes. Whoever stops finds the form as it was.

    Raises:
        CannotBeSigned: the document is empty, larger than 64 KB, or holds a 個人番号.
    """
    by = policy.resident_person_of(request)
    asked = documents.ask(by=by, act=act, document=document, purpose=purpose, back=request.path, at=at)
    answer = redirect("verification:sign", asked.key)
    accounts.hold_form(request, answer, at=at)
    return answer
