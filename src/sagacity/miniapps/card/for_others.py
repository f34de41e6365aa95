"""Cards of others on my phone: a child of my family, or somebody who gave me a mandate for it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.family import api as family
from sagacity.kit import clock, policy


@policy.access(policy.resident(level=accounts.Level.CARD))
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Whose card may be on this phone."""
    by, at = policy.resident_person_of(request), clock.now()
    children = [one for one in family.members(resident=by.key) if one.kind is family.Kind.CHILD]
    held = family.mandates_held(resident=by.key)
    context = {
        "children": [(one, cards.carries_child(member=one.key, resident=by.key, at=at)) for one in children],
        "mandates": [one for one in held if cards.CARRY in one.acts and one.holds(clock.day(at))],
        "text": family.text(cards.CHILDS_CARD),
    }
    return render(request, "card/for_others.html", context)


@policy.access(policy.resident(level=accounts.Level.CERTIFICATE))
@require_POST
def child(request: HttpRequest) -> HttpResponse:
    """Let me carry my child's card, by consent to the words on the page."""
    by, said = policy.resident_person_of(request), request.POST
    try:
        cards.carry_child(member=said.get("member", ""), agreed=said.get("agreed", ""), by=by, at=clock.now())
    except family.NoSuchMember as problem:
        raise Http404("no child of this family") from problem
    except family.OtherWords:
        messages.error(
            request, _("同意のしるしがないか、文が新しくなりました。もう一度読んで、押してください。")
        )
        return redirect("card:for-others")
    messages.success(request, _("「代わりに持てる市民証」から、この端末に入れられます。"))
    return redirect("card:door")


@policy.access(policy.resident(level=accounts.Level.CARD))
@require_POST
def delegate(request: HttpRequest) -> HttpResponse:
    """Let me carry the card of who gave me a mandate."""
    by = policy.resident_person_of(request)
    try:
        cards.carry_for(mandate=request.POST.get("mandate", ""), by=by, at=clock.now())
    except family.NoSuchMandate:
        messages.error(request, _("この委任では持てません。終わったか、期限が過ぎたか、別のことの委任です。"))
        return redirect("card:for-others")
    messages.success(request, _("「代わりに持てる市民証」から、この端末に入れられます。"))
    return redirect("card:door")
