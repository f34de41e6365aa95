"""A certificate of attendance: to look at, to print, to take along, and to be checked by others."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.checkin import api as checkin
from sagacity.kit import clock, policy
from sagacity.kit.paper import api as paper
from sagacity.miniapps.attended import said as words
from sagacity.miniapps.attended import views
from sagacity.miniapps.attended.paper import TEMPLATE

SHOWN_ONE = policy.lower(policy.ANYONE, because="whoever is shown a certificate may check it")


@require_safe
@policy.access(views.CARD)
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate as a page that can be printed, with the PDF beside it."""
    return _show(request, views.own(request, number))


@require_safe
@policy.access(views.CARD)
@never_cache
def as_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same as a PDF; where none can be made the page says so and is printed instead."""
    found = views.own(request, number)
    if found.revoked_at is not None:
        return _show(request, found, status=410)
    said = words.of(found)
    try:
        made = paper.pdf(template=TEMPLATE, fields=said.fields(), at=found.issued_at)
    except paper.NoPaper:
        why = _("いまPDFをつくれません。このページを印刷してください。")
        return _show(request, found, status=503, why=why)
    except paper.CharactersLacking as problem:
        why = _("PDFに使う文字（%(characters)s）がありません。このページを印刷してください。")
        return _show(request, found, status=503, why=why % {"characters": str(problem)})
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.printed}.pdf"'
    return answer


@require_safe
@policy.access(SHOWN_ONE)
def ask(request: HttpRequest) -> HttpResponse:
    """Type the number of a certificate that somebody shows."""
    typed = request.GET.get("number", "").strip()[:40]
    if typed:
        return HttpResponseRedirect(reverse("attended:verify", args=[checkin.plain_number(typed) or "0"]))
    return render(request, "attended/verify.html")


@require_safe
@policy.access(SHOWN_ONE)
@never_cache
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Valid or not, the event and the day; the name only where it stands on the certificate itself."""
    try:
        found = checkin.look_at_certificate(number=number, at=clock.now())
    except checkin.NoSuchCertificate:
        return render(request, "attended/verify.html", {"is_unknown": True, "typed": number[:40]}, status=404)
    answer = render(request, "attended/verify.html", {"said": words.of(found), "one": found})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _show(
    request: HttpRequest, found: checkin.Certificate, *, status: int = 200, why: str = ""
) -> HttpResponse:
    said = words.of(found)
    drawing = mark_safe(said.qr.partition("?>")[2])
    context = {"said": said, "one": found, "drawing": drawing, "why": why}
    return render(request, "attended/certificate.html", context, status=status)
