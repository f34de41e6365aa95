"""「これは違う・傷つく人がいる」: a reader reports a post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.topics import looks, reports
from sagacity.miniapps.topics.forms import ReportForm
from sagacity.miniapps.topics.reading import readable


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Say what is wrong; staff see it as a task."""
    post = looks.post(readable(key))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _keep(request, key, form)
    status = 422 if form.errors else 200
    return render(request, "topics/report.html", {"post": post, "form": form}, status=status)


def _keep(request: HttpRequest, key: str, form: ReportForm) -> HttpResponse:
    at = clock.now()
    try:
        reports.report(
            post=key,
            reporter=identity.begin(request, at=at).key,
            about=form.cleaned_data["about"],
            words=form.cleaned_data["words"],
            language=get_language() or "ja",
            at=at,
        )
    except reports.TooManyReports:
        messages.error(
            request, _("1日に知らせることができる数をこえました。あしたもう一度知らせてください。")
        )
    else:
        messages.success(request, _("ありがとうございます。市の職員が確かめます。"))
    return HttpResponseRedirect(reverse("topics:post", args=[key]))
