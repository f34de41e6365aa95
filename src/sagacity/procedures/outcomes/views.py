"""Checking a document: anybody may, without an account and without JavaScript."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.kit.paper import api as paper
from sagacity.procedures.outcomes import said, types, verifying

FREE_GUESSES, FREE_FILES = 20, 60
LONGEST = 20_000_000


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Type number and code, or give the file."""
    if request.method != "POST":
        return _page(request)
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        return _file(request, file)
    number, code = request.POST.get("number", "").strip()[:60], request.POST.get("code", "").strip()[:40]
    if not number or not code:
        return _page(
            request,
            problem=_("番号と確認コードの両方を打つか、ファイルを選んでください。"),
            number=number,
            status=422,
        )
    return _typed(request, number, code)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def check(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The page behind the QR code on a document."""
    return _typed(request, number[:60], code[:40])


@policy.access(policy.ANYONE)
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates by which others check our signatures themselves."""
    return HttpResponse("".join(paper.certificates(at=clock.now())), content_type="application/x-pem-file")


def _typed(request: HttpRequest, number: str, code: str) -> HttpResponse:
    at = clock.now()
    try:
        identity.count_from(request, what="outcomes.verify", at=at, free=FREE_GUESSES)
    except identity.MustWait:
        return _must_wait(request)
    found = verifying.verify(number=number, code=code, at=at)
    if found.standing is types.Standing.NOT_OURS:
        return _page(request, found=found, number=number, status=404)
    identity.count_from(request, what="outcomes.verify", at=at, free=FREE_GUESSES, cleared=True)
    return _page(request, found=found)


def _file(request: HttpRequest, file: "UploadedFile[Any]") -> HttpResponse:
    at = clock.now()
    try:
        identity.count_from(request, what="outcomes.verify-file", at=at, free=FREE_FILES)
    except identity.MustWait:
        return _must_wait(request)
    if (file.size or 0) > LONGEST:
        return _page(
            request,
            problem=_("ファイルが大きすぎます。市が交付したPDFをそのまま選んでください。"),
            status=413,
        )
    return _page(request, found=verifying.verify_file(pdf=file.read(), at=at))


def _must_wait(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        problem=_("たくさん試されたので、しばらく止めています。数分待ってから、もう一度確かめてください。"),
        status=429,
    )


def _page(
    request: HttpRequest,
    *,
    found: types.Verdict | None = None,
    problem: str = "",
    number: str = "",
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "ja"
    context = {
        "found": found,
        "said": said.of(found) if found else None,
        "title": in_language(found.title, language) if found and found.title else "",
        "problem": problem,
        "number": number,
    }
    answer = render(request, "outcomes/verify.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "same-origin"
    return answer
