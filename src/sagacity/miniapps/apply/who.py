"""Who fills in: a device, or the resident who signed in on it; and which forms are theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy
from sagacity.procedures.forms import api as forms


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever asks."""

    person: policy.Person
    owners: tuple[str, ...]  # keys under which this browser keeps forms
    inhabitant: str

    @property
    def is_signed_in(self) -> bool:
        return self.person.kind == "resident"


def who(request: HttpRequest) -> Who:
    """Whoever asks; nothing is made or kept by asking."""
    person = policy.resident_person_of(request)
    resident = accounts.resident_of(request)
    # The browser's own key too: what it began goes to the profile a moment after signing in.
    owners = dict.fromkeys([identity.device_of(request).key, accounts.browser_of(request)])
    return Who(person, tuple(one for one in owners if one), resident.inhabitant if resident else "")


class _Answered(Exception):
    """The form is not shown; this is."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


View = Callable[..., HttpResponse]


def with_form(view: View) -> View:
    """Give a view the form of its address, when it is theirs who ask and still open."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        asks = who(request)
        try:
            form = _mine(request, key, asks)
        except _Answered as answered:
            return answered.response
        try:
            return view(request, form, asks, **more)
        except forms.FormIsSent as sent:  # meanwhile, by a second press or from another window
            return _received(sent.case)

    return guarded


def _mine(request: HttpRequest, key: str, asks: Who) -> forms.Form:
    try:
        form = forms.form(key=key)
    except forms.NoSuchForm as problem:
        raise Http404(key) from problem
    theirs = form.owner in asks.owners or (form.resident and form.resident == asks.person.key)
    if form.needs and form.resident and asks.is_signed_in and form.resident != asks.person.key:
        theirs = False
    if (
        not theirs and form.resident and not asks.is_signed_in
    ):  # their session ended: what was written is held
        raise _Answered(accounts.need(request, max(form.needs, 1)))
    if not theirs:
        raise Http404(key)
    if form.is_sent:
        raise _Answered(_received(form.case))
    if asks.person.level < form.needs:
        raise _Answered(accounts.need(request, form.needs))
    return form


def _received(case: str) -> HttpResponse:
    """To the case, which says that it was received: a second press ends where the first one does."""
    return HttpResponseRedirect(reverse("apply:case", args=[case]) + "?sent=1")
