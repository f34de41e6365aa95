"""The page of the administrator: who may sign in and do what."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import roles, staff, types
from sagacity.identity.forms import GrantForm, MemberForm
from sagacity.kit import clock, keys, policy

MANAGE = policy.permitted(roles.STAFF_MANAGE)


@policy.access(MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    today = clock.day(clock.now())
    members = [
        (member, [roles.title(role) for role in sorted(member.roles_on(today))]) for member in staff.members()
    ]
    return render(request, "identity/people.html", {"members": members})


@policy.access(MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = MemberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member, password = staff.add(**form.cleaned_data, by=policy.person_of(request), at=clock.now())
        except staff.LoginTaken:
            form.add_error("login", _("この職員IDはもう使われています。別のIDにしてください。"))
        else:
            return render(request, "identity/new_password.html", {"member": member, "password": password})
    return render(request, "identity/person_add.html", {"form": form})


@policy.access(MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, login: str) -> HttpResponse:
    member = _member(login)
    form = GrantForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": clock.day(clock.now()).isoformat()},
    )
    if request.method == "POST" and form.is_valid():
        staff.grant(staff=member.key, **form.cleaned_data, by=policy.person_of(request), at=clock.now())
        messages.success(request, _("役割を加えました。"))
        return redirect("identity:person", login=login)
    return render(request, "identity/person.html", {"member": member, "form": form})


@policy.access(MANAGE)
@require_POST
def withdraw(request: HttpRequest, login: str, key: int) -> HttpResponse:
    try:
        staff.withdraw(staff=_member(login).key, grant=key, by=policy.person_of(request), at=clock.now())
        messages.success(request, _("役割を外しました。"))
    except staff.LastAdministrator:
        messages.error(request, _last_administrator())
    return redirect("identity:person", login=login)


@policy.access(MANAGE)
@require_POST
def set_active(request: HttpRequest, login: str) -> HttpResponse:
    member, person, at = _member(login), policy.person_of(request), clock.now()
    try:
        if request.POST.get("active") == "1":
            staff.reactivate(staff=member.key, by=person, at=at)
            messages.success(request, _("アカウントを再開しました。"))
        else:
            staff.deactivate(staff=member.key, by=person, at=at)
            messages.success(request, _("アカウントを停止しました。すべての端末でサインアウトしました。"))
    except staff.LastAdministrator:
        messages.error(request, _last_administrator())
    return redirect("identity:person", login=login)


@policy.access(MANAGE)
@never_cache
@require_POST
def new_password(request: HttpRequest, login: str) -> HttpResponse:
    member = _member(login)
    password = staff.reset_password(staff=member.key, by=policy.person_of(request), at=clock.now())
    return render(request, "identity/new_password.html", {"member": member, "password": password})


def _member(login: str) -> types.StaffMember:
    try:
        return staff.member(keys.make("Staff", login))
    except (staff.NoSuchMember, keys.NotAKey) as problem:
        raise Http404(login) from problem


def _last_administrator() -> str:
    return _("この人はただ一人のシステム管理者です。先に別の人を管理者にしてから、もう一度操作してください。")
