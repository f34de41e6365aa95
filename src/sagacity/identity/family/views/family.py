"""My family: who is in it, children of the household, and leaving."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import children, companions, consents, doors, members, texts, types, words
from sagacity.identity.family.views import shown
from sagacity.kit import clock, policy

BY_CARD = policy.resident(level=accounts.Level.CERTIFICATE)


@policy.access(policy.resident())
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Who is in my family."""
    resident, at = shown.resident(request), clock.now()
    context = {
        "members": members.members(resident=resident.key),
        "invitations": companions.open_invitations(resident=resident.key, at=at),
        "doors": doors.child_doors(language=get_language() or "ja"),
        "child": types.Kind.CHILD,
    }
    return render(request, "family/family.html", context)


@policy.access(BY_CARD)
@never_cache
@require_safe
def household(request: HttpRequest) -> HttpResponse:
    """The children of my household, as the register has them; each look is in the log."""
    by = policy.resident_person_of(request)
    try:
        found = children.household_children(by=by, at=clock.now())
    except children.NotOfAge:
        return render(request, "family/children.html", {"is_too_young": True}, status=403)
    context = {
        "children": [(one, _given_name(one.name)) for one in found],
        "text": texts.text(words.CHILD),
        "years": settings.FAMILY_CHILD_YEARS,
    }
    return render(request, "family/children.html", context)


@policy.access(BY_CARD)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Take a child in, by the consent whose words were on the page."""
    by, said = policy.resident_person_of(request), request.POST
    try:
        member = children.add_child(
            child=said.get("child", ""),
            label=said.get("label", ""),
            agreed=said.get("agreed", ""),
            by=by,
            at=clock.now(),
        )
    except consents.OtherWords:
        messages.error(request, shown.READ_AGAIN)
        return redirect("family:children")
    except children.Barred:
        messages.error(request, _("この子は、アプリでは家族に入れられません。市の窓口におたずねください。"))
        return redirect("family:children")
    except (children.NoSuchChild, children.NotOfAge):
        messages.error(
            request, _("住民の記録で、同じ世帯のこどもが見つかりません。市の窓口におたずねください。")
        )
        return redirect("family:children")
    messages.success(request, _("%(name)sを家族に入れました。") % {"name": member.label})
    return redirect("family:family")


@policy.access(policy.resident())
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End a membership; what stood on it, such as a card on my phone, ends too."""
    by = policy.resident_person_of(request)
    try:
        members.leave(member=request.POST.get("member", ""), by=by, at=clock.now())
        messages.success(request, _("家族から外しました。この人のために持っていた市民証も終わります。"))
    except members.NoSuchMember:
        messages.info(request, _("もう家族から外れています。"))
    return redirect("family:family")


def _given_name(name: str) -> str:
    """What a parent would call the child: the part after the gap, if there is one."""
    return name.replace("　", " ").split(" ")[-1][:40]
