"""The page of the administrator: who may sign in and do what."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import (
    acts,
    grants,
    passkeys,
    roles,
    second_factors,
    sessions_of_others,
    staff,
    types,
)
from sagacity.identity.forms import GrantForm, MemberForm, ReasonForm, WhyForm
from sagacity.identity.views import words
from sagacity.kit import clock, keys, policy
from sagacity.kit.proposals import api as proposals

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
            member, password, waiting = _opened(form.cleaned_data, policy.person_of(request))
        except staff.LoginTaken:
            form.add_error("login", _("この職員IDはもう使われています。別のIDにしてください。"))
        else:
            page = {"member": member, "password": password, "waiting": waiting}
            return render(request, "identity/new_password.html", page)
    return render(request, "identity/person_add.html", {"form": form})


@transaction.atomic
def _opened(said: dict[str, Any], by: policy.Person) -> tuple[types.StaffMember, str, int]:
    """The account, its password, and how many roles wait for a second person."""
    at = clock.now()
    member, password = staff.add(
        login=said["login"], name=said["name"], division=said["division"], by=by, at=at
    )
    waiting = 0
    for role in said["held"]:
        columns = tuple(sorted(roles.role(role).columns))
        gift = grants.Gift(member.key, role, columns, clock.day(at), None, said["reason"])
        waiting += acts.give_or_propose(gift, by=by, at=at) is not None
    return member, password, waiting


@policy.access(MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, login: str) -> HttpResponse:
    member = member_or_404(login)
    form = GrantForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": clock.day(clock.now()).isoformat()},
    )
    if request.method == "POST" and form.is_valid() and _given(request, member, form):
        return redirect("identity:person", login=login)
    page = {
        "member": member,
        "form": form,
        "factor": second_factors.of(member.key) or passkeys.of(member.key),
        "own": member.key == policy.person_of(request).key,
        "reason_form": ReasonForm(),
        "why_form": WhyForm(prefix="all"),
        "sessions": sessions_of_others.listed(staff=member.key),
        "latest_end": grants.latest_end(clock.day(clock.now())),
    }
    return render(request, "identity/person.html", page)


def _given(request: HttpRequest, member: types.StaffMember, form: GrantForm) -> bool:
    said = form.cleaned_data
    gift = grants.Gift(
        staff=member.key,
        role=said["role"],
        columns=tuple(said["columns"]),
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        reason=said["reason"],
    )
    try:
        proposal = acts.give_or_propose(gift, by=policy.person_of(request), at=clock.now())
    except grants.NotOfTheirWork:
        form.add_error(
            "columns", _("この人の役割は、この列を使いません。役割をいっしょに加えるか、列を外してください。")
        )
        return False
    messages.success(request, words.proposed() if proposal else _("役割を加えました。"))
    return True


@policy.access(MANAGE)
@require_POST
def withdraw(request: HttpRequest, login: str, key: int) -> HttpResponse:
    try:
        person = policy.person_of(request)
        grants.take_role(staff_key=member_or_404(login).key, grant=key, by=person, at=clock.now())
        messages.success(request, _("役割を外しました。"))
    except staff.LastAdministrator:
        messages.error(request, _last_administrator())
    return redirect("identity:person", login=login)


@policy.access(MANAGE)
@require_POST
def withdraw_columns(request: HttpRequest, login: str, key: int) -> HttpResponse:
    person = policy.person_of(request)
    grants.take_columns(staff_key=member_or_404(login).key, grant=key, by=person, at=clock.now())
    messages.success(request, _("列を閉じました。"))
    return redirect("identity:person", login=login)


@policy.access(MANAGE)
@require_POST
def set_active(request: HttpRequest, login: str) -> HttpResponse:
    member, person, at = member_or_404(login), policy.person_of(request), clock.now()
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
    member = member_or_404(login)
    password = staff.reset_password(staff=member.key, by=policy.person_of(request), at=clock.now())
    return render(request, "identity/new_password.html", {"member": member, "password": password})


@policy.access(MANAGE)
@require_POST
def reset_factor(request: HttpRequest, login: str) -> HttpResponse:
    """Proposed, not done: whoever could take a second factor away alone could sign in as anybody."""
    form, person, member = ReasonForm(request.POST), policy.person_of(request), member_or_404(login)
    if not form.is_valid():
        messages.error(
            request, _("理由がないため、2段階目を外していません。理由を書いてもう一度押してください。")
        )
    elif member.key == person.key:
        messages.error(
            request, _("自分の2段階目はここでは外せません。ほかのシステム管理者に頼んでください。")
        )
    elif not (second_factors.of(member.key) or passkeys.of(member.key)):
        messages.info(request, _("この人には2段階目の設定がありません。"))
    else:
        proposals.propose(
            act=acts.RESET_FACTOR,
            thing=member.key,
            payload={"staff": member.key},
            reason=form.cleaned_data["reason"],
            by=person,
            at=clock.now(),
        )
        messages.success(request, words.proposed())
    return redirect("identity:person", login=login)


def member_or_404(login: str) -> types.StaffMember:
    """Whom the address names."""
    try:
        return staff.member(keys.make("Staff", login))
    except (staff.NoSuchMember, keys.NotAKey) as problem:
        raise Http404(login) from problem


def _last_administrator() -> str:
    return _("この人はただ一人のシステム管理者です。先に別の人を管理者にしてから、もう一度操作してください。")
