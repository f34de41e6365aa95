"""What a counter does for somebody whose page is open: print, end, let another carry."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import cards, carriages, endings, lookups, paper, types
from sagacity.identity.cards.forms import CarriageForm, EndForm
from sagacity.identity.cards.views import counter, opened
from sagacity.kit import clock, policy

ISSUE = policy.permitted(identity.CARD_ISSUE)


@policy.access(ISSUE)
@never_cache
@require_POST
def print_paper(request: HttpRequest, inhabitant: str) -> HttpResponse:
    """The sheet, once: opened again it would be another card."""
    import segno

    purpose = _purpose(request, inhabitant)
    try:
        made = paper.issue_on_paper(
            inhabitant=inhabitant, purpose=purpose, by=policy.person_of(request), at=clock.now()
        )
    except paper.LeftTheCity:
        messages.error(request, _("この人は転出したか亡くなったので、市民証を出せません。"))
        return redirect("cards:person", inhabitant=inhabitant)
    code = segno.make_qr(made.text, error="m", boost_error=False)
    picture = mark_safe(code.svg_inline(scale=4, border=4, omitsize=True, svgclass="cards-sheet__picture"))
    return render(request, "cards/sheet.html", {"made": made, "picture": picture, "inhabitant": inhabitant})


@policy.access(ISSUE)
@require_POST
def end(request: HttpRequest, inhabitant: str) -> HttpResponse:
    purpose, form = _purpose(request, inhabitant), EndForm(request.POST)
    number = form.cleaned_data["card"] if form.is_valid() else ""
    try:
        if cards.holder(number).inhabitant != inhabitant:
            raise cards.NoSuchCard(number)
    except cards.NoSuchCard as problem:
        raise Http404(number) from problem
    why = types.Why(form.cleaned_data["why"])
    endings.end(card=number, why=why, by=policy.person_of(request), at=clock.now(), reason=purpose)
    messages.success(request, _("市民証を終わらせました。"))
    return redirect("cards:person", inhabitant=inhabitant)


@policy.access(ISSUE)
@never_cache
@require_POST
def allow(request: HttpRequest, inhabitant: str) -> HttpResponse:
    purpose, form = _purpose(request, inhabitant), CarriageForm(request.POST)
    if form.is_valid() and _allow(request, inhabitant, form):
        messages.success(request, _("持つ人の「市民証」に、入れるボタンが出ます。"))
        return redirect("cards:person", inhabitant=inhabitant)
    return counter.page_of(request, inhabitant, purpose, form, status=422)


def _allow(request: HttpRequest, inhabitant: str, form: CarriageForm) -> bool:
    said, by, at = form.cleaned_data, policy.person_of(request), clock.now()
    found = lookups.find(
        name=said["name"], birth_date=said["birth_date"], address="", purpose=said["reason"], by=by, at=at
    )
    resident = accounts.resident_of_inhabitant(found.inhabitant)
    if found.why_not:
        form.add_error("name", counter.why_not(found.why_not))
    elif resident is None:
        form.add_error(
            "name", _("この人は、まだ市のアカウントで本人確認をしていません。先にすませてください。")
        )
    else:
        try:
            carriages.allow(
                resident=resident.key,
                inhabitant=inhabitant,
                kind=types.Kind(said["kind"]),
                label=said["label"],
                reason=said["reason"],
                ends_on=said["ends_on"],
                by=by,
                at=at,
            )
        except carriages.CarriedAlready:
            form.add_error("name", _("この人は、もう持つことができます。"))
    return not form.errors


@policy.access(ISSUE)
@require_POST
def withdraw(request: HttpRequest, inhabitant: str) -> HttpResponse:
    _purpose(request, inhabitant)
    try:
        carriages.withdraw(
            carriage=request.POST.get("carriage", ""),
            inhabitant=inhabitant,
            by=policy.person_of(request),
            at=clock.now(),
        )
    except carriages.NoSuchCarriage as problem:
        raise Http404(inhabitant) from problem
    messages.success(request, _("取りやめました。入れてあった市民証も終わりました。"))
    return redirect("cards:person", inhabitant=inhabitant)


def _purpose(request: HttpRequest, inhabitant: str) -> str:
    purpose = opened.purpose(request, inhabitant=inhabitant)
    if not purpose:
        raise Http404("nobody is open")
    return purpose
