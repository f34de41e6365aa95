"""One's own account: who I am here, my password, and where I am signed in."""

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import ceremonies, models, passkeys, passwords, second_factors, sessions, sheets, staff
from sagacity.identity.forms import CodeForm, PasswordForm
from sagacity.kit import clock, policy


@policy.access(policy.ANY_STAFF)
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    today = clock.day(clock.now())
    me = staff.member(policy.person_of(request).key)
    row = models.StaffAccount.objects.get(key=me.key)
    page = {
        "me": me,
        "held": me.roles_on(today),
        "sessions": sessions.sessions_of(request),
        "wanted": second_factors.wanted(),
        "has_password": row.has_usable_password(),
        "factor": second_factors.of(me.key),
        "passkeys": passkeys.of(me.key),
        "passkeys_here": bool(ceremonies.rp_id()),
        "localhost": ceremonies.localhost(request),
        "spare_codes": sheets.left(row),
        "sheet_form": CodeForm(prefix="sheet"),
        "remove_form": CodeForm(prefix="remove"),
    }
    return render(request, "identity/account.html", page)


@policy.access(policy.ANY_STAFF)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        person = policy.person_of(request)
        try:
            staff.change_own_password(by=person, present=said["present"], new=said["new"], at=clock.now())
        except passwords.WrongPassword as problem:
            form.add_error("present", str(problem))
        except passwords.WeakPassword as problem:
            form.add_error("new", str(problem))
        else:
            _stay_signed_in_here_only(request, person.key)
            messages.success(request, _("パスワードを変えました。ほかの端末ではサインアウトしました。"))
            return redirect("identity:account")
    return render(request, "identity/password.html", {"form": form})


@policy.access(policy.ANY_STAFF)
@require_POST
def end_session(request: HttpRequest, key: int) -> HttpResponse:
    ended = sessions.end(staff=policy.person_of(request).key, session=key)
    if ended:
        messages.success(request, _("その端末をサインアウトしました。"))
    return redirect("identity:account")


def _stay_signed_in_here_only(request: HttpRequest, staff_key: str) -> None:
    before = sessions.number_of(request)
    sessions.end(staff=staff_key, but=before)
    request.user.refresh_from_db()  # type: ignore[union-attr]
    auth.update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
    sessions.renumber(before=before, now=sessions.number_of(request))
