"""Putting an answer right for the resident: block by block, judged like everywhere, with a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.counter import answers, doors, forms, screen, words
from sagacity.desks.counter.views import acts, one
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Block, Source
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling


@policy.access(doors.WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    case, at = doors.case_or_404(request, key), clock.now()
    story = one.opened(request, case, at=at)
    if story is None:
        return one.show(request, case, at=at)
    blocks = [each for each in story.definition.blocks if any(q.key in story.answers for q in each.questions)]
    wanted = request.GET.get("block", "")
    block = next((each for each in blocks if each.key == wanted), blocks[0] if blocks else None)
    if block is None:
        return redirect("desk_counter:one", key=key)
    if request.method != "POST":
        return _show(request, story, block, forms.ReasonForm(initial={"seen": case.events}))
    return _sent(request, story, block)


def _sent(request: HttpRequest, story: cases.Story, block: Block) -> HttpResponse:
    form, do = forms.ReasonForm(request.POST), request.POST.get("do", "")
    typed = filling.typed(block=block, post=request.POST, before=story.answers, members=_members(story))
    looked = filling.look_up(block=block, do=do, post=request.POST, answers=typed)
    if do and (filling.typed_row_act(block=block, do=do, answers=typed) or looked or do.startswith("look:")):
        kept = forms.ReasonForm(initial=request.POST.dict())
        return _show(request, story, block, kept, typed=typed, looked=looked)
    if not form.is_valid():
        return _show(request, story, block, form, typed=typed, status=422)
    return _correct(request, story, block, form, typed)


def _correct(
    request: HttpRequest,
    story: cases.Story,
    block: Block,
    form: forms.ReasonForm,
    typed: dict[str, Any],
) -> HttpResponse:
    try:
        return acts.press(
            request,
            story.case,
            form,
            "reason_form",
            cases.correct,
            _("直しました。前の答えも記録に残っています。"),
            answers=typed,
            reason=form.cleaned_data["reason"],
            channel=cases.Way.DESK,
        )
    except cases.NotGood as refused:
        return _show(request, story, block, form, typed=typed, checked=refused.checked, status=422)
    except cases.HoldsMyNumber:
        form.add_error(None, _("個人番号のような12けたの数字があります。消してください。"))
        return _show(request, story, block, form, typed=typed, status=422)


def _show(
    request: HttpRequest,
    story: cases.Story,
    block: Block,
    form: forms.ReasonForm,
    *,
    typed: dict[str, Any] | None = None,
    checked: procedures.Checked | None = None,
    looked: Any = None,
    status: int = 200,
) -> HttpResponse:
    here = {question.key for question in block.questions}
    faults = checked.faults if checked else ()
    standing = _standing(story)
    inside = tuple(fault for fault in faults if fault.question in here)
    view = filling.block_view(
        standing=standing,
        block=block.key,
        language=get_language() or "ja",
        answers=typed,
        saved=filling.Saved(standing.form, checked, inside) if checked else None,
        looked=looked,
    )
    context = {
        "case": story.case,
        "view": view,
        "form": form,
        "elsewhere": [fault.text for fault in faults if fault.question not in here],
        "eras": filling.ERAS,
        "logic_url": filling.logic_url(),
        "tabs": [
            (each.key, words.here(each.title), each.key == block.key)
            for each in story.definition.blocks
            if any(question.key in story.answers for question in each.questions)
        ],
        **screen.heading(story.case, at=clock.now()),
    }
    return render(request, "desk_counter/correct.html", context, status=status)


def _standing(story: cases.Story) -> filling.Standing:
    """The case as if it were still a form, so that one engine draws both."""
    case = story.case
    form = filling.Form(
        key="",
        procedure=case.procedure,
        version=case.version,
        owner="",
        resident=case.applicant,
        inhabitant=case.inhabitant,
        mandate=case.mandate,
        corrects=case.key,
        channel=case.channel,
        needs=0,
        answers=story.answers,
        sources={key: Source(source) for key, source in story.sources.items()},
        given={},
        members=_members(story),
        papers=story.papers,
        done=(),
        revision=case.events,
        case=case.key,
        started_at=case.submitted_at,
        saved_at=case.submitted_at,
        until=case.submitted_at,
    )
    checked = procedures.check(
        definition=story.definition,
        answers=story.answers,
        facts=story.facts,
        at=case.submitted_at,
        language=get_language() or "ja",
    )
    return filling.Standing(form, story.definition, checked, (), checked.blocks, "", story.facts)


def _members(story: cases.Story) -> tuple[filling.Member, ...]:
    """Those who were ticked, by number: names are on the screen of the case, with a look of their own."""
    return tuple(
        filling.Member(ref=f"m{number}", key=key, name="", relation="adult", number=number)
        for number, key in enumerate(answers.members_of(story), start=1)
    )
