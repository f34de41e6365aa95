"""One procedure: what it is, what is needed, what it costs, when somebody looks at it; and beginning it."""

import secrets
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import api as family
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.kit.manifest import in_language
from sagacity.ledger import api as ledger
from sagacity.miniapps.apply.who import Who, who
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Definition
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms

LONGEST_KEY = 60
COUNTER = "city_hall"


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def one(request: HttpRequest, procedure: str) -> HttpResponse:
    """Everything about a procedure, before anybody signs in."""
    definition, at, language = _definition(procedure), clock.now(), get_language() or "ja"
    asks = who(request)
    page = _page(definition, asks, at, language)
    page["open"] = forms.open_forms(owners=asks.owners, procedure=procedure, at=at)
    return render(request, "apply/one.html", page)


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, procedure: str) -> HttpResponse:
    """Begin a form. Who wants names and addresses filled in proves by the card first, and comes back here."""
    definition, at = _definition(procedure), clock.now()
    asks = who(request)
    if request.method == "GET":  # back from proving: one press goes on
        page = _page(definition, asks, at, get_language() or "ja")
        return render(request, "apply/begin.html", page)
    with_card = request.POST.get("with") == "card"
    if with_card and asks.person.level < accounts.Level.CERTIFICATE:
        return accounts.need(request, accounts.Level.CERTIFICATE)
    owner = asks.owners[0] if asks.owners else identity.begin(request, at=at).key
    form = forms.begin(
        procedure=procedure,
        by=asks.person,
        owner=owner,
        client_key=f"apply:{owner[-40:]}:{_client_key(request)}",
        mandate=_mandate(request.POST.get("mandate", ""), asks, at),
        inhabitant=asks.inhabitant,
        at=at,
    )
    if not form.answers:
        form = forms.prefill_of_device(form=form.key, owners=asks.owners, by=asks.person, at=at)
    may_read = asks.person.level >= accounts.Level.CERTIFICATE and asks.inhabitant and not form.mandate
    if may_read and not form.is_given and forms.wants_prefill(definition):
        forms.prefill(form=form.key, by=asks.person, at=at)
    return HttpResponseRedirect(reverse("apply:form", args=[form.key]))


def level_needed(definition: Definition) -> int:
    """What must be proven to send it; a bill needs somebody to whom it can be shown."""
    return max(definition.level, 1) if definition.fee else definition.level


def _page(definition: Definition, asks: Who, at: datetime, language: str) -> dict[str, Any]:
    level = level_needed(definition)
    return {
        "definition": definition,
        "name": in_language(definition.name, language),
        "about": in_language(definition.about, language),
        "to_confirm": in_language(definition.to_confirm, language) if definition.to_confirm else "",
        "blocks": [in_language(block.title, language) for block in definition.blocks],
        "papers": [(in_language(paper.label, language), paper) for paper in definition.papers],
        "prices": _prices(definition, at),
        "level": level,
        "level_words": accounts.words_of(level),
        "has_enough": asks.person.level >= level,
        "days": sum(stage.days for stage in definition.stages),
        "why_not": [
            in_language(one, language)
            for one in forms.why_not_begin(
                definition=definition, inhabitant=asks.inhabitant, by=asks.person, at=at
            )
        ],
        "closed": _closed(at, language),
        "client_key": secrets.token_hex(16),
        "wants_prefill": forms.wants_prefill(definition),
        "can_prefill": asks.person.level >= accounts.Level.CERTIFICATE,
        "mandates": _mandates(asks, at) if definition.delegates else [],
    }


def _client_key(request: HttpRequest) -> str:
    return request.POST.get("client_key", "")[:LONGEST_KEY] or secrets.token_hex(16)


def _definition(procedure: str) -> Definition:
    try:
        return procedures.definition(procedure=procedure, at=clock.now())
    except (procedures.NoSuchProcedure, procedures.NotInForce) as problem:
        raise Http404(procedure) from problem


def _prices(definition: Definition, at: datetime) -> list[int]:
    """What it may cost, as the tariff says on this day; each amount once, the smallest first."""
    if definition.fee is None:
        return []
    rule = ledger.tariff().rules.get(definition.fee.item)
    if rule is None:
        return []
    day = clock.day(at)
    now = {int(price.yen) for price in rule.prices if price.window.holds(day)}
    return sorted(now | ({0} if rule.exemptions else set()))


def _closed(at: datetime, language: str) -> dict[str, Any]:
    """What is said first when nobody is at work now; nothing when the pack names no hours."""
    try:
        calendar = hours.calendar(key=COUNTER)
    except hours.NoSuchCalendar:
        return {}
    if hours.is_open(calendar=calendar, at=at, is_holiday=city.is_holiday):
        return {}
    span = hours.next_opening(calendar=calendar, at=at, is_holiday=city.is_holiday)
    why = hours.why_closed(calendar=calendar, on=clock.day(at), is_holiday=city.is_holiday)
    return {"why": in_language(why, language) if why else "", "opens": span.begins if span else None}


def _mandates(asks: Who, at: datetime) -> list[family.Mandate]:
    """Mandates by which whoever asks may apply for another."""
    if not asks.is_signed_in:
        return []
    today = clock.day(at)
    held = family.mandates_held(resident=asks.person.key)
    return [one for one in held if cases.ACT in one.acts and one.holds(today)]


def _mandate(key: str, asks: Who, at: datetime) -> str:
    return next((one.key for one in _mandates(asks, at) if one.key == key), "") if key else ""
