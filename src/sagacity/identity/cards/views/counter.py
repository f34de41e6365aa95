"""The counter's pages of citizen cards: find somebody without a phone, see their cards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.identity import api as identity
from sagacity.identity.cards import cards, carriages, lookups
from sagacity.identity.cards.forms import CarriageForm, FindForm
from sagacity.identity.cards.views import opened
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy

LOOK = policy.permitted(identity.CARD_LOOK)


def why_not(word: str) -> str:
    """Why nobody was found, and what to do next."""
    return {
        "none": _("あてはまる人がいません。氏名の字と生年月日を確かめてください。"),
        "several": _("1人にしぼれません。住所も入れて、もう一度さがしてください。"),
    }[word]


@policy.access(LOOK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = FindForm(request.POST if sent else None, by=policy.person_of(request))
    if sent and form.is_valid():
        found = lookups.find(**form.cleaned_data, by=policy.person_of(request), at=clock.now())
        if found.inhabitant:
            opened.note(request, inhabitant=found.inhabitant, purpose=form.cleaned_data["purpose"])
            return redirect("cards:person", inhabitant=found.inhabitant)
        form.add_error(None, why_not(found.why_not))
    page = {"form": form, "may_issue": policy.person_of(request).may(identity.CARD_ISSUE)}
    return render(request, "cards/find.html", page, status=422 if sent else 200)


@policy.access(LOOK)
@never_cache
@require_safe
def person(request: HttpRequest, inhabitant: str) -> HttpResponse:
    purpose = opened.purpose(request, inhabitant=inhabitant)
    if not purpose:
        return redirect("cards:find")
    return page_of(request, inhabitant, purpose, CarriageForm())


def page_of(
    request: HttpRequest, inhabitant: str, purpose: str, form: CarriageForm, *, status: int = 200
) -> HttpResponse:
    """The page of the person whom a clerk has open; each drawing is a look, and stands in the log."""
    at, by = clock.now(), policy.person_of(request)
    context = {
        "inhabitant": inhabitant,
        "purpose": purpose,
        "facts": _facts(inhabitant, purpose, by) if by.may(identity.REGISTER_FACTS) else None,
        "cards": cards.cards_of_inhabitant(inhabitant=inhabitant, at=at),
        "carriages": carriages.carriages_of_inhabitant(inhabitant=inhabitant, at=at),
        "may_issue": by.may(identity.CARD_ISSUE),
        "form": form,
    }
    return render(request, "cards/person.html", context, status=status)


def _facts(inhabitant: str, purpose: str, by: policy.Person) -> register.Facts | None:
    groups = frozenset({register.ColumnGroup.FOUR_FACTS})
    try:
        return register.facts(
            key=inhabitant, by=by, purpose=purpose, groups=groups, channel="counter", at=clock.now()
        )
    except register.NotAllowed:  # closed to other tasks: the cards alone are shown
        return None
