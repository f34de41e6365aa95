"""Where a colleague is signed in: ended one by one by an administrator, all at once by two people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.identity import acts, sessions_of_others
from sagacity.identity.forms import WhyForm
from sagacity.identity.views import words
from sagacity.identity.views.people import MANAGE, member_or_404
from sagacity.kit import clock, policy
from sagacity.kit.proposals import api as proposals


@policy.access(MANAGE)
@require_POST
def end_one(request: HttpRequest, login: str, key: int) -> HttpResponse:
    member, person = member_or_404(login), policy.person_of(request)
    if sessions_of_others.end_one(staff=member.key, session=key, by=person, at=clock.now()):
        messages.success(request, _("その端末をサインアウトしました。"))
    else:
        messages.info(request, _("その端末は、もうサインアウトしています。"))
    return redirect("identity:person", login=login)


@policy.access(MANAGE)
@require_POST
def end_all(request: HttpRequest, login: str) -> HttpResponse:
    """Proposed, not done: somebody in the middle of an emergency must not be thrown out by one person."""
    member, form = member_or_404(login), WhyForm(request.POST, prefix="all")
    if not form.is_valid():
        messages.error(request, _("理由がないため、提案していません。理由を書いてもう一度押してください。"))
        return redirect("identity:person", login=login)
    proposals.propose(
        act=acts.END_SESSIONS,
        thing=member.key,
        payload={"staff": member.key},
        reason=form.cleaned_data["reason"],
        by=policy.person_of(request),
        at=clock.now(),
    )
    messages.success(request, words.proposed())
    return redirect("identity:person", login=login)
