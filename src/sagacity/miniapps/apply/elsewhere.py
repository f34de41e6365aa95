"""Stopping for now, and going on with another device or at the counter: a link, a QR, a code to be typed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.apply.who import Who, who, with_form
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_form
def elsewhere(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Until when it is kept; a press makes a code by which it goes on somewhere else."""
    definition = procedures.definition(procedure=form.procedure, version=form.version)
    context = {"form": form, "name": in_language(definition.name, get_language() or "ja")}
    if request.method == "POST":
        code = forms.hand_over(form=form.key, at=clock.now())
        link = request.build_absolute_uri(reverse("apply:resume_by", args=[code]))
        context |= {"code": code, "link": link, "qr": _drawn(link)}
    return render(request, "apply/elsewhere.html", context)


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, code: str = "") -> HttpResponse:
    """Go on with a form here. Opening the link uses nothing up; the button does."""
    if request.method != "POST":
        held = accounts.held_form(request)
        return render(request, "apply/resume.html", {"code": code or (held.get("code", "") if held else "")})
    asks, at = who(request), clock.now()
    try:
        owner = identity.begin(request, at=at).key
        form = forms.resume(code=request.POST.get("code", code), by=asks.person, owner=owner, at=at)
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    except forms.CodeOver:
        wrong = _(
            "このコードは使えません。10分たったか、もう使われています。もとの端末で新しいコードを出してください。"
        )
        return render(request, "apply/resume.html", {"code": "", "wrong": wrong}, status=410)
    except forms.SomebodyElse:
        wrong = _("この申し込みには、ほかの人の情報が入っています。その人がサインインして続けてください。")
        return render(request, "apply/resume.html", {"code": "", "wrong": wrong}, status=403)
    messages.success(request, _("続きを始めます。ここまでに書いたものは、すべて残っています。"))
    return HttpResponseRedirect(reverse("apply:form", args=[form.key]))


def _drawn(link: str) -> str:
    """A QR code as an address of data: nothing is fetched."""
    import segno

    return str(segno.make_qr(link, error="m").svg_data_uri(scale=4, border=2))
