"""Questions that no form keeps: whoever asks keeps the answers. Judged and drawn as a form is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import QueryDict

from sagacity.procedures import api as procedures
from sagacity.procedures.api import Answers, Block, Definition, Source
from sagacity.procedures.forms import fields, types
from sagacity.procedures.forms.pressing import NEXT, Pressed


def loose_standing(
    *,
    definition: Definition,
    answers: Answers,
    at: datetime,
    language: str = "ja",
    facts: Mapping[str, Any] | None = None,
    members: tuple[types.Member, ...] = (),
    sources: Mapping[str, Source] | None = None,
) -> types.Standing:
    """Answers with everything that follows from them; `next` is the first screen with something wrong.

    `facts` and `members` are what rules and household questions may ask about; nobody's where none are given.
    """
    known = facts or {}
    checked = procedures.check(definition=definition, answers=answers, facts=known, at=at, language=language)
    faulty = {fault.question for fault in checked.faults}
    unfinished = (
        block.key
        for block in definition.blocks
        if block.key in checked.blocks and any(one.key in faulty for one in block.questions)
    )
    form = types.Form(
        key="",
        procedure=definition.key,
        version=definition.version,
        owner="",
        resident="",
        inhabitant="",
        mandate="",
        channel=str(known.get("channel", "")),
        corrects="",
        needs=0,
        answers=answers,
        sources=sources or {},
        given={},
        members=members,
        papers={},
        done=(),
        revision=0,
        case="",
        started_at=at,
        saved_at=at,
        until=at,
    )
    return types.Standing(
        form, definition, checked, (), checked.blocks, next(unfinished, types.REVIEW), known
    )


def press_loose(
    *, stand: types.Standing, block: Block, post: QueryDict, at: datetime, language: str
) -> Pressed:
    """A button of a block was pressed; `saved.form.answers` are to be kept, good or not."""
    do = post.get("do", NEXT)
    typed = fields.typed(block=block, post=post, before=stand.form.answers, members=stand.form.members)
    looked = fields.look_up(block=block, do=do, post=post, answers=typed)
    fields.typed_row_act(block=block, do=do, answers=typed)
    saved = _judged(stand, block, typed, post.get("shown", "").split(), at, language)
    return Pressed(saved, typed, {}, looked, do)


def _judged(
    stand: types.Standing,
    block: Block,
    answers: Answers,
    shown: Sequence[str],
    at: datetime,
    language: str,
) -> types.Saved:
    """What comes of the answers of one block; `next` is the screen after it."""
    here = [one.key for one in block.questions]
    whole = {**stand.form.answers, **{key: answers[key] for key in here if key in answers}}
    checked = procedures.check(
        definition=stand.definition,
        answers=whole,
        facts=stand.facts,
        at=at,
        language=language,
        upto=block.key,
    )
    wrong = [fault for fault in checked.faults if fault.question in here]
    new = tuple(
        key
        for key in here
        if key in checked.asked and key not in shown and any(one.question == key for one in wrong)
    )
    kept = {**whole, **{key: checked.answers[key] for key in here if key in checked.answers}}
    fresh = loose_standing(
        definition=stand.definition, answers=kept, at=at, language=language, facts=stand.facts
    )
    place = fresh.blocks.index(block.key) + 1 if block.key in fresh.blocks else 0
    following = fresh.blocks[place] if place < len(fresh.blocks) else types.REVIEW
    faults = tuple(fault for fault in wrong if fault.question not in new)
    return types.Saved(replace(stand.form, answers=kept), checked, faults, new, next=following)
