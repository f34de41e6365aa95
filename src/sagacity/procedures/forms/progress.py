"""How far a form is: what is asked, what is wrong, which screen comes next."""

from collections.abc import Sequence
from datetime import datetime

from sagacity.kit import policy
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Checked, Definition
from sagacity.procedures.forms import eligibility, rows, types


def standing(*, form: types.Form, by: policy.Person, at: datetime, language: str = "ja") -> types.Standing:
    """A form with everything that follows from it."""
    definition = procedures.definition(procedure=form.procedure, version=form.version)
    facts = rows.facts_for_rules(form, by=by, at=at)
    checked = procedures.check(
        definition=definition, answers=form.answers, facts=facts, at=at, language=language
    )
    screens = (*checked.blocks, *([types.PAPERS] if papers_to_hand_in(definition, checked) else []))
    return types.Standing(
        form=form,
        definition=definition,
        checked=checked,
        why_not=eligibility.certain(definition, checked.answers, facts),
        blocks=screens,
        next=_first_unfinished(definition, form, checked, screens),
        facts=facts,
    )


def papers_to_hand_in(definition: Definition, checked: Checked) -> list[str]:
    """Keys of the papers that this form needs, also those that are only shown at a counter."""
    return [paper.key for paper in definition.papers if paper.key in checked.papers]


def papers_are_there(definition: Definition, form: types.Form, checked: Checked) -> bool:
    """Whether every paper that is handed in by phone is there."""
    at_counter = {paper.key for paper in definition.papers if paper.at_counter_only}
    return all(form.papers.get(key) for key in checked.papers if key not in at_counter)


def following(stand: types.Standing, block: str) -> str:
    screens = list(stand.blocks)
    place = screens.index(block) + 1 if block in screens else 0
    return screens[place] if place < len(screens) else types.REVIEW


def _first_unfinished(
    definition: Definition, form: types.Form, checked: Checked, screens: Sequence[str]
) -> str:
    faulty = {fault.question for fault in checked.faults}
    for block in definition.blocks:
        if block.key in screens and (
            block.key not in form.done or any(one.key in faulty for one in block.questions)
        ):
            return block.key
    if types.PAPERS in screens and not papers_are_there(definition, form, checked):
        return types.PAPERS
    return types.REVIEW
