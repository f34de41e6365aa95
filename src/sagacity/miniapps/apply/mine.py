"""What is mine: forms I have not sent, and cases."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.apply import words
from sagacity.miniapps.apply.who import Who, who
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms

FEW = 3


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that was not sent yet."""

    key: str
    title: str
    until: datetime


@dataclass(frozen=True, slots=True)
class MyCase:
    """A case in a list."""

    case: cases.Case
    title: str
    said: words.Said


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Everything of mine; what waits for me first."""
    asks, language = who(request), get_language() or "ja"
    found = of(asks, language=language)
    page = {
        "open": open_forms(asks, at=clock.now(), language=language),
        "going": [one for one in found if not one.case.is_over],
        "over": [one for one in found if one.case.is_over],
        "is_signed_in": asks.is_signed_in,
    }
    return render(request, "apply/mine.html", page)


def open_forms(asks: Who, *, at: datetime, language: str) -> list[OpenForm]:
    return [
        OpenForm(one.key, _title(one.procedure, one.version, language), one.until)
        for one in forms.open_forms(owners=asks.owners, at=at)
    ]


def latest(asks: Who, *, language: str) -> list[MyCase]:
    return [one for one in of(asks, language=language) if not one.case.is_over][:FEW]


def of(asks: Who, *, language: str) -> list[MyCase]:
    """Cases of whoever signed in, and those that this browser sent without signing in."""
    found = {one.key: one for one in cases.cases_of(applicant=asks.person.key)} if asks.is_signed_in else {}
    for key in forms.sent_cases(owners=asks.owners):
        if key not in found:
            one = cases.case(key=key)
            if not one.applicant:
                found[key] = one
    waits = {cases.State.MORE_ASKED: 0, cases.State.AWAITING_PAYMENT: 1}
    latest_first = sorted(found.values(), key=lambda one: one.submitted_at, reverse=True)
    ordered = sorted(latest_first, key=lambda one: waits.get(one.state, 2))
    return [MyCase(one, in_language(one.title, language), words.of(one)) for one in ordered]


def _title(procedure: str, version: str, language: str) -> str:
    definition = procedures.definition(procedure=procedure, version=version)
    return in_language(definition.name, language)
