"""At the counter: a clerk who saw who it is gives one code, and says why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.identity import roles
from sagacity.identity.accounts import spare_codes
from sagacity.identity.accounts.staff_forms import HelpForm
from sagacity.kit import clock, policy


@policy.access(policy.permitted(roles.ACCOUNT_HELP))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_code(request: HttpRequest) -> HttpResponse:
    """One code for somebody whose telephone is gone; it is shown once."""
    form = HelpForm(request.POST if request.method == "POST" else None, by=policy.person_of(request))
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            found, code = spare_codes.give(by=policy.person_of(request), at=clock.now(), **form.cleaned_data)
        except spare_codes.NobodyThere:
            form.add_error(
                "mail",
                _("このアカウントはありません。つづりと、別のアドレスでないかを本人に確かめてください。"),
            )
        else:
            context |= {"code": code, "resident": found, "minutes": spare_codes.FROM_A_CLERK.seconds // 60}
    return render(request, "accounts/counter.html", context, status=400 if form.errors else 200)
