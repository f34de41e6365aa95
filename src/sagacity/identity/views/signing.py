"""The sign-in page, and the way out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import signing_in
from sagacity.identity.forms import SignInForm
from sagacity.kit import clock, policy


@policy.access(policy.ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    place = signing_in.safe_next(request.POST.get("next") or request.GET.get("next") or "/staff/")
    if policy.person_of(request).is_staff and request.method != "POST":
        return redirect(place)
    form = SignInForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            signing_in.sign_in(request, at=clock.now(), **form.cleaned_data)
        except signing_in.MustWait as wait:
            until = clock.local(wait.until).strftime("%H:%M:%S")
            problem = _(
                "続けて間違えたため、この場所からのサインインを少し止めています。"
                "%(until)s を過ぎてからもう一度試してください。"
                "パスワードを忘れたときは、システム管理者に新しいものを発行してもらってください。"
            ) % {"until": until}
            status = 429
        except signing_in.NotSignedIn:
            problem = _(
                "職員IDとパスワードの組み合わせが違います。大文字・小文字と、全角になっていないかを確かめて、"
                "もう一度入力してください。"
            )
            status = 401
        else:
            answer = redirect(place)
            signing_in.write_known_browser(request, answer, form.cleaned_data["login"])
            return answer
    idle = request.GET.get("why") == "idle" and request.method != "POST"
    page = {"form": form, "next": place, "problem": problem, "idle": idle}
    return render(request, "identity/sign_in.html", page, status=status)


@policy.access(policy.ANYONE)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if policy.person_of(request).is_staff:
        signing_in.sign_out(request, at=clock.now())
        messages.success(request, _("サインアウトしました。"))
    return redirect(policy.SIGN_IN)
