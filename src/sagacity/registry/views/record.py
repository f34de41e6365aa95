"""The page of any record, and the door for saying that it is wrong."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.kit import clock, policy
from sagacity.registry import corrections
from sagacity.registry.publishing import showing
from sagacity.registry.records import NoSuchRecord
from sagacity.registry.views.forms import WrongForm


@require_safe
@policy.access(policy.ANYONE)
def record_page(request: HttpRequest, key: str) -> HttpResponse:
    """What the city says of one thing, and where each value comes from."""
    return render(request, "registry/record.html", {"shown": _show(key)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@policy.access(policy.ANYONE)
def wrong(request: HttpRequest, key: str) -> HttpResponse:
    """「この情報は違います」"""
    shown = _show(key)
    form = WrongForm(
        request.POST or None, columns=shown.columns, initial={"column": request.GET.get("column")}
    )
    if request.method == "POST" and form.is_valid():
        if not form.is_by_a_machine:
            corrections.say_wrong(
                record=key,
                column=form.cleaned_data["column"],
                says=form.cleaned_data["says"],
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            )
        return redirect(reverse("registry:thanks", args=[key]))
    status = 422 if form.is_bound else 200
    return render(request, "registry/wrong.html", {"shown": shown, "form": form}, status=status)


@require_safe
@policy.access(policy.ANYONE)
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "registry/thanks.html", {"shown": _show(key)})


def _show(key: str) -> showing.Shown:
    try:
        return showing.show(key)
    except NoSuchRecord:
        raise Http404(key) from None
