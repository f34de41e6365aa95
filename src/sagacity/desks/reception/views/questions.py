"""What staff must decide, with what was written down; names for a purpose, and an answer taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms, words
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Each question with its entries; who they are about once the clerk has said what for."""
    reception, by = doors.reception_or_404(request, key), policy.person_of(request)
    if reception.asks_name and reception.closed_at is None:
        checkin.propose_sameness(reception=key, at=clock.now())
    form = forms.roster_form(reception, request.POST if request.method == "POST" else None, by=by)
    asked = checkin.questions(reception=key)
    same = checkin.said_same(reception=key)
    guests: dict[str, checkin.Guest] = {}
    if request.method == "POST" and reception.asks_name and form.is_valid():
        people = {*_people(reception, asked).values(), *(one.person for one in same)}
        guests = checkin.named(
            reception=key,
            people={*people, *(one.same_as for one in same)},
            by=by,
            purpose=form.cleaned_data["purpose"],
            at=clock.now(),
        )
    context = {
        "reception": reception,
        "purpose_form": form,
        "has_names": bool(guests),
        "is_shelter": reception.purpose == checkin.Purpose.SHELTER,
        "questions": [_shown(reception, one, guests) for one in asked],
        "same": [(one, guests.get(one.person), guests.get(one.same_as)) for one in same],
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "desk_reception/questions.html", context, status=status)


@policy.access(doors.LOOK)
@require_POST
def part(request: HttpRequest, key: str) -> HttpResponse:
    """Take back that two are one: each counts as themselves again."""
    doors.reception_or_404(request, key)
    form = forms.PartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("理由を書いてから、取り消してください。理由は記録に残ります。"))
        return redirect("desk_reception:questions", key=key)
    person, why = form.cleaned_data["person"], form.cleaned_data["why"]
    if person not in {one.person for one in checkin.said_same(reception=key)}:
        raise Http404(person)
    checkin.take_back_same(person=person, why=why, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("別の人に戻しました。人数も直っています。"))
    return redirect("desk_reception:questions", key=key)


def _people(reception: checkin.Reception, asked: list[checkin.Question]) -> dict[str, str]:
    uuids = [uuid for one in asked for uuid in one.entries]
    return checkin.people_of(reception=reception.key, entries=uuids)


def _shown(
    reception: checkin.Reception, question: checkin.Question, guests: dict[str, checkin.Guest]
) -> dict[str, object]:
    people = _people(reception, [question])
    if question.doubt != checkin.Doubt.SAME_PERSON:  # one person, also where they were taken down elsewhere
        people = dict.fromkeys(question.entries, next(iter(people.values()), ""))
    return {
        "question": question,
        "text": words.DOUBTS[question.doubt],
        "reason": words.reason(question),
        "rows": [
            (*words.row(one), guests.get(people.get(one.uuid, "")))
            for one in checkin.evidence(question=question.key)
        ],
        "answers": [(key, words.ANSWERS[key]) for key in checkin.ANSWERS[question.doubt]],
    }
