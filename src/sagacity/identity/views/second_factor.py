"""One's own second factor: set it up, print new spare codes, take it away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import half_way, models, second_factors, sessions, signing_in
from sagacity.identity.forms import CodeForm, EnrolForm
from sagacity.identity.views import arriving, pictures, words
from sagacity.kit import clock, policy


@policy.access(policy.ANY_STAFF)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    if second_factors.wanted() == second_factors.OFF:
        raise Http404
    row, at = _me(request), clock.now()
    if second_factors.is_set(row):
        return redirect("identity:account")
    form = EnrolForm(request.POST if request.method == "POST" else None)
    secret = half_way.pending_secret(request, row)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            signing_in.count_code(request, row, at=at)
            if row.check_password(form.cleaned_data["password"]):
                codes = second_factors.enrol(row, secret=secret, code=form.cleaned_data["code"], at=at)
                half_way.drop_pending(request)
                request.session[sessions.SECOND] = True
                signing_in.forget_tries(request, row)
                return render(request, "identity/spare_codes.html", {"codes": codes, "next": ""})
            form.add_error("password", _("いまのパスワードが違います。もう一度入力してください。"))
        except words.REFUSALS as refusal:
            problem, status = words.of_refusal(refusal)
        except second_factors.FactorThere:
            return redirect("identity:account")
    page = {"form": form, "problem": problem, **pictures.of_secret(row, secret)}
    return render(request, "identity/enrol.html", page, status=status)


@policy.access(policy.ANY_STAFF)
@never_cache
@sensitive_post_parameters()
@require_POST
def new_sheet(request: HttpRequest) -> HttpResponse:
    codes = _with_code(request, "sheet")
    if not codes:
        return redirect("identity:account")
    return render(request, "identity/spare_codes.html", {"codes": codes, "next": ""})


@policy.access(policy.ANY_STAFF)
@never_cache
@require_POST
def fresh_sheet(request: HttpRequest) -> HttpResponse:
    """New spare codes without a code of the app: for whoever has passkeys and has just signed in."""
    row, at = _me(request), clock.now()
    if not second_factors.may_change_ways_in(request, row, at=at):
        return redirect(arriving.again("/staff/account/#spare"))
    try:
        codes = second_factors.print_sheet(row, at=at)
    except second_factors.NoFactor:
        messages.info(request, _("2段階目の設定がありません。"))
        return redirect("identity:account")
    return render(request, "identity/spare_codes.html", {"codes": codes, "next": ""})


@policy.access(policy.ANY_STAFF)
@sensitive_post_parameters()
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    if _with_code(request, "remove") is not None:
        request.session[sessions.SECOND] = second_factors.has_any(_me(request))
        messages.success(request, _("2段階目を外しました。新しいスマートフォンで設定できます。"))
    return redirect("identity:account")


def _with_code(request: HttpRequest, what: str) -> tuple[str, ...] | None:
    """Do it for whoever shows a code; None and a message when it was not done."""
    row, at = _me(request), clock.now()
    form = CodeForm(request.POST, prefix=what)
    try:
        signing_in.count_code(request, row, at=at)
        code = form.cleaned_data["code"] if form.is_valid() else ""
        codes: tuple[str, ...] = ()
        if what == "sheet":
            codes = second_factors.new_sheet(row, code=code, at=at)
        else:
            second_factors.remove(row, code=code, at=at)
    except words.REFUSALS as refusal:
        messages.error(request, words.of_refusal(refusal)[0])
    except second_factors.NoFactor:
        messages.info(request, _("2段階目の設定がありません。"))
    else:
        signing_in.forget_tries(request, row)
        return codes
    return None


def _me(request: HttpRequest) -> models.StaffAccount:
    return models.StaffAccount.objects.get(key=policy.person_of(request).key)
