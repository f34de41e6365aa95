"""Blocks: one screen each, saved at every step; every button works without scripts."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import api as family
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.apply.who import Who, with_form
from sagacity.procedures.api import Block
from sagacity.procedures.forms import api as forms


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@with_form
def where_it_stands(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """The first screen that is not finished."""
    stand = forms.standing(form=form, by=asks.person, at=clock.now(), language=_language())
    return HttpResponseRedirect(screen_url(form.key, stand.next))


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_form
def block(request: HttpRequest, form: forms.Form, asks: Who, *, block: str) -> HttpResponse:
    """Show a block, or keep what was written into it."""
    at, language = clock.now(), _language()
    stand = forms.standing(form=form, by=asks.person, at=at, language=language)
    asked = next((one for one in stand.definition.blocks if one.key == block), None)
    if asked is None:
        raise Http404(block)
    if request.method != "POST":
        if block not in stand.blocks:  # an answer before has taken it away
            return HttpResponseRedirect(screen_url(form.key, stand.next))
        held = accounts.held_form(request)
        answers = (
            forms.typed(block=asked, post=held, before=form.answers, members=form.members) if held else None
        )
        return _drawn(request, stand, block, answers=answers)
    return _kept(request, stand, asked, asks)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@with_form
def let_go(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """The form is not wanted any more."""
    forms.drop(form=form.key)
    messages.success(request, _("書きかけの申し込みを消しました。"))
    return HttpResponseRedirect(reverse("apply:find"))


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_form
def prefill(request: HttpRequest, form: forms.Form, asks: Who) -> HttpResponse:
    """Fill in names and addresses from card and register, once the card was held to the phone."""
    if asks.person.level < accounts.Level.CERTIFICATE:
        return accounts.need(request, accounts.Level.CERTIFICATE)
    if request.method != "POST":
        stand = forms.standing(form=form, by=asks.person, at=clock.now(), language=_language())
        name = in_language(stand.definition.name, _language())
        return render(request, "apply/prefill.html", {"form": form, "name": name})
    try:
        forms.prefill(form=form.key, by=asks.person, at=clock.now())
        messages.success(request, _("カードと住民登録から入れました。ちがうところは直せます。"))
    except forms.NotKnown:
        messages.error(request, _("住民登録と結びついていないので、入れられません。続きは自分で書けます。"))
    except forms.SomebodyElse as problem:
        raise Http404(form.key) from problem
    return HttpResponseRedirect(reverse("apply:form", args=[form.key]))


def screen_url(key: str, screen: str) -> str:
    """The address of a screen."""
    if screen == forms.REVIEW:
        return reverse("apply:review", args=[key])
    if screen == forms.PAPERS:
        return reverse("apply:papers", args=[key])
    return reverse("apply:block", args=[key, screen])


def _kept(request: HttpRequest, stand: forms.Standing, asked: Block, asks: Who) -> HttpResponse:
    at = clock.now()
    pressed = forms.press(
        form=stand.form,
        block=asked,
        post=request.POST,
        sent=request.FILES,
        by=asks.person,
        at=at,
        language=_language(),
    )
    if not pressed.saved.elsewhere and (
        leads_to := _led_away(request, stand.form, asks, asked.key, pressed.do)
    ):
        return leads_to
    if pressed.is_done:
        back = request.GET.get("back") == "review"
        return HttpResponseRedirect(_onward(pressed.saved, asks, asked.key, back=back))
    fresh = forms.standing(form=pressed.saved.form, by=asks.person, at=at, language=_language())
    return _drawn(request, fresh, asked.key, answers=pressed.typed, pressed=pressed)


def _led_away(request: HttpRequest, form: forms.Form, asks: Who, block: str, do: str) -> HttpResponse | None:
    """Where a button leads that leaves the block, once what was written is kept."""
    if do == "prefill":
        return HttpResponseRedirect(reverse("apply:prefill", args=[form.key]))
    if do == "members":
        if asks.person.level < forms.NEEDS:
            return accounts.need(request, forms.NEEDS)
        return _with_members(form, asks, block)
    if do == "stop":
        return HttpResponseRedirect(reverse("apply:elsewhere", args=[form.key]))
    return None


def _with_members(form: forms.Form, asks: Who, block: str) -> HttpResponse:
    """The household to be ticked without names, as far as it is known whose it is."""
    try:
        forms.list_members(form=form.key, by=asks.person, at=clock.now())
    except (forms.NotKnown, forms.SomebodyElse, family.NoSuchMandate) as problem:
        raise Http404(form.key) from problem
    return HttpResponseRedirect(screen_url(form.key, block))


def _onward(saved: forms.Saved, asks: Who, block: str, *, back: bool) -> str:
    """The next screen; back at the review when nothing else is open there."""
    if back:
        stand = forms.standing(form=saved.form, by=asks.person, at=clock.now(), language=_language())
        return screen_url(saved.form.key, stand.next)
    return screen_url(saved.form.key, saved.next)


def _drawn(
    request: HttpRequest,
    stand: forms.Standing,
    block: str,
    *,
    answers: Mapping[str, Any] | None = None,
    pressed: forms.Pressed | None = None,
) -> HttpResponse:
    view = forms.block_view(
        standing=stand,
        block=block,
        language=_language(),
        answers=answers,
        saved=pressed.told if pressed else None,
        wrong=pressed.wrong if pressed else None,
        looked=pressed.looked if pressed else None,
    )
    place = stand.blocks.index(block) if block in stand.blocks else 0
    context = {
        "form": stand.form,
        "name": in_language(stand.definition.name, _language()),
        "view": view,
        "seen": stand.form.revision,
        "why_not": [in_language(one, _language()) for one in stand.why_not],
        "before": screen_url(stand.form.key, stand.blocks[place - 1]) if place else "",
        "files_url": reverse("apply:files", args=[stand.form.key]),
        "prefill_url": reverse("apply:prefill", args=[stand.form.key]),
        "offers_prefill": forms.wants_prefill(stand.definition)
        and not stand.form.is_given
        and not stand.form.mandate,
        "eras": forms.ERAS,
        "logic_url": forms.logic_url(),
    }
    return render(request, "apply/block.html", context, status=pressed.status if pressed else 200)


def _language() -> str:
    return get_language() or "ja"
