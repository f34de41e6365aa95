"""Taking people down on the page: by the code of a card, by name, or by counting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms, words
from sagacity.desks.reception.views import one
from sagacity.identity.cards import api as cards
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@require_POST
def by_code(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    form = forms.CodeForm(request.POST, auto_id="code_%s")
    if form.is_valid():
        try:
            reading = cards.by_short_code(form.cleaned_data["code"], at=clock.now())
        except cards.NoSuchCode:
            form.add_error("code", str(words.NO_CODE))
        except cards.CardRefused as refusal:
            form.add_error("code", str(words.REFUSALS.get(refusal.reason, words.NO_CODE)))
        else:
            if not reading.fresh:
                messages.warning(request, str(words.ON_PAPER))
            kind = checkin.Kind(form.cleaned_data["kind"])
            return _take_down(request, key, form, kind=kind, card=reading.card)
    return one.show(request, reception, status=422, code_form=form)


@policy.access(doors.LOOK)
@require_POST
def by_name(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    if not reception.asks_name:
        messages.error(request, _("この受付では名前を聞きません。人数で入れてください。"))
        return one.show(request, reception, status=422)
    is_shelter = reception.purpose == checkin.Purpose.SHELTER
    form = (forms.HouseholdForm if is_shelter else forms.NameForm)(request.POST, auto_id="name_%s")
    if not form.is_valid():
        return one.show(request, reception, status=422, name_form=form)
    told = {name: said for name, said in form.cleaned_data.items() if name != "once"}
    return _take_down(request, key, form, kind=checkin.Kind.CHECK_IN, visitor=checkin.Visitor(**told))


@policy.access(doors.LOOK)
@require_POST
def head_count(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    form = forms.HeadCountForm(request.POST, auto_id="count_%s")
    if not form.is_valid():
        return one.show(request, reception, status=422, count_form=form)
    people = form.cleaned_data["people"]
    return _take_down(request, key, form, kind=checkin.Kind.HEAD_COUNT, people=people)


def _take_down(
    request: HttpRequest, key: str, form: forms.OnceForm, *, kind: checkin.Kind, **said: Any
) -> HttpResponse:
    uuid, by, at = str(form.cleaned_data["once"]), policy.person_of(request), clock.now()
    try:
        answer = checkin.take_down(reception=key, uuid=uuid, kind=kind, by=by, at=at, **said)
    except checkin.ReceptionOver:
        messages.error(request, _("この受付は終わっています。続けるなら、新しい受付を始めてください。"))
        return redirect("desk_reception:one", key=key)
    if answer.verdict == checkin.Verdict.DUPLICATE:
        messages.info(request, _("すでに記録してあります。二重には数えません。"))
    elif answer.verdict == checkin.Verdict.CONFLICT:
        messages.warning(request, _("記録しましたが、確かめることがあります。下の質問を見てください。"))
    elif answer.verdict == checkin.Verdict.REFUSED:
        messages.error(request, _("記録できませんでした。ページを開き直して、もう一度入れてください。"))
    else:
        messages.success(request, _("記録しました。"))
    return redirect("desk_reception:one", key=key)
