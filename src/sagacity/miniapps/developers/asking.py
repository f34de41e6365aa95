"""Asking for a key, following the request, taking the key."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.kit import clock, policy
from sagacity.miniapps.developers import requests
from sagacity.miniapps.developers.forms import AskForm


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and where the request can be followed."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _request, token = requests.ask(
                **form.cleaned_data, language=get_language() or "ja", at=clock.now()
            )
        except requests.TooMany:
            form.add_error(None, _("今は申込みが多すぎます。あとで、もう一度申し込んでください。"))
        else:
            if token:
                return HttpResponseRedirect(reverse("developers:follow", args=[token]))
            form.add_error(None, _("この申込みはもう届いています。申し込んだときのページを開いてください。"))
    return render(request, "developers/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@policy.access(policy.ANYONE)
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Where the request stands; a POST takes the key, which is shown in this answer and never again."""
    secret = ""
    try:
        if request.method == "POST":
            secret = requests.take(token=token, at=clock.now())
        one = requests.by_token(token, at=clock.now())
    except requests.NoSuchRequest as problem:
        raise Http404 from problem
    except requests.NotNow:
        return HttpResponseRedirect(reverse("developers:follow", args=[token]))
    context = {"one": one, "secret": secret, "address": request.build_absolute_uri()}
    return render(request, "developers/follow.html", context)
