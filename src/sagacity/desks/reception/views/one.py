"""One reception: how many are here, its devices, and what staff must decide."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms, words
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    if reception.asks_name and reception.closed_at is None:
        checkin.propose_sameness(reception=key, at=clock.now())
    return show(request, reception)


def show(
    request: HttpRequest, reception: checkin.Reception, *, status: int = 200, **sent: Any
) -> HttpResponse:
    """The page; a form that was sent and is not right stands in it with its errors."""
    key = reception.key
    count = checkin.count(reception=key)
    is_shelter = reception.purpose == checkin.Purpose.SHELTER
    empty = {
        "code_form": forms.CodeForm(auto_id="code_%s"),
        "name_form": (forms.HouseholdForm if is_shelter else forms.NameForm)(auto_id="name_%s"),
        "count_form": forms.HeadCountForm(auto_id="count_%s"),
        "purpose_form": forms.roster_form(reception, by=policy.person_of(request)),
        "file_form": forms.FileForm(auto_id="file_%s"),
    }
    context = {
        **empty,
        **sent,
        "reception": reception,
        "purpose": words.PURPOSES[reception.purpose],
        "count": count,
        "crowding": words.CROWDING[count.crowding],
        "colour": words.COLOURS[count.crowding],
        "devices": checkin.devices(reception=key),
        "questions": [_asked(one) for one in checkin.questions(reception=key)],
        "answered": [_asked(one) for one in checkin.questions(reception=key, is_open=False)],
    }
    return render(request, "desk_reception/one.html", context, status=status)


@policy.access(doors.LOOK)
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    doors.reception_or_404(request, key)
    checkin.close_reception(key=key, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("受付を終えました。端末に残っている記録は、これからも受け取ります。"))
    return redirect("desk_reception:one", key=key)


@policy.access(doors.LOOK)
@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    reception, form = doors.reception_or_404(request, key), forms.AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("理由を書いてから、答えを選んでください。理由は記録に残ります。"))
        return show(request, reception, status=422)
    said = form.cleaned_data
    asked = {
        one.key for is_open in (True, False) for one in checkin.questions(reception=key, is_open=is_open)
    }
    try:
        if said["question"] not in asked:  # of another reception: not this clerk's to decide
            raise checkin.NoSuchQuestion(said["question"])
        checkin.answer(
            key=said["question"],
            answer=said["answer"],
            why=said["why"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except checkin.AnsweredBefore:
        messages.error(request, _("ほかの人が先に、別の答えを選びました。下の「答えたこと」を見てください。"))
    except (checkin.NoSuchQuestion, checkin.BadAnswer, checkin.SaidAlready):
        messages.error(request, _("この質問には、いま答えられません。ページを開き直してください。"))
    else:
        messages.success(request, _("答えを記録しました。前の記録も残っています。"))
    return redirect("desk_reception:one", key=key)


def _asked(question: checkin.Question) -> dict[str, object]:
    return {
        "question": question,
        "text": words.DOUBTS[question.doubt],
        "answers": [(key, words.ANSWERS[key]) for key in checkin.ANSWERS[question.doubt]],
        "answer": words.ANSWERS.get(question.answer, question.answer),
    }
