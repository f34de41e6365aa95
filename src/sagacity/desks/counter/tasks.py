"""What may be done with a case now, by this person; and where not, why not."""

from typing import Any

from django.utils.translation import gettext as _

from sagacity.desks.counter import doors, forms, words
from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.api import Stage
from sagacity.procedures.cases import api as cases

AT_WORK = frozenset({cases.State.SUBMITTED, cases.State.IN_WORK})


def of(story: cases.Story, stage: Stage | None, *, person: policy.Person) -> dict[str, Any]:
    """Forms of the screen, each only where its act is possible."""
    case = story.case
    works = person.may(doors.WORK.permission) and (doors.is_theirs(person, case) or doors.sees_all(person))
    start = {"seen": case.events}
    decides = bool(stage and stage.decides) and case.state in AT_WORK
    after = case.state is cases.State.DECIDED_YES and stage is not None
    return {
        "works": works,
        "start": start,
        "may_take": works and case.state in AT_WORK and case.assignee != person.key,
        "may_pass": works and stage is not None and ((case.state in AT_WORK and not stage.decides) or after),
        "may_ask": works and case.state in AT_WORK,
        "may_decide": decides and works and person.may(doors.DECIDE.permission),
        "why_not_decide": why_not_decide(story, person) if decides else "",
        "may_correct": works and case.state in {*AT_WORK, cases.State.MORE_ASKED},
        "may_withdraw": works and not case.is_over and story.definition.may_be_withdrawn,
        "may_reopen": person.may(doors.DECIDE.permission) and case.is_over and case.merged_into == "",
        "may_merge": works and not case.is_over,
        "once_form": forms.OnceForm(initial=start),
        "comment_form": forms.CommentForm(initial=start, auto_id="comment_%s"),
        "assign_form": forms.AssignForm(
            initial={**start, "assignee": case.assignee},
            colleagues=colleagues(case.division),
            auto_id="assign_%s",
        ),
        "checks_form": forms.ChecksForm(initial=start, checks=checks_of(stage), auto_id="checks_%s"),
        "ask_form": forms.AskForm(initial=start, auto_id="ask_%s"),
        "decide_form": forms.DecideForm(initial=start, checks=checks_of(stage), auto_id="decide_%s"),
        "withdraw_form": forms.ReasonForm(initial=start, auto_id="withdraw_%s"),
        "reopen_form": forms.ReasonForm(initial=start, auto_id="reopen_%s"),
        "merge_form": forms.MergeForm(initial=start, auto_id="merge_%s"),
        "relate_form": forms.RelateForm(initial=start, auto_id="relate_%s"),
        "pay_form": forms.PayForm(initial=start, auto_id="pay_%s"),
    }


def checks_of(stage: Stage | None) -> list[tuple[str, str]]:
    """What is to be looked at in a stage."""
    return [(one.key, words.here(one.label)) for one in stage.checks] if stage else []


def colleagues(division: str) -> list[tuple[str, str]]:
    """Who works in a division."""
    return [(one.key, one.name) for one in identity.members() if one.active and one.division == division]


def why_not_decide(story: cases.Story, person: policy.Person) -> str:
    """Why this person may not decide here; empty when they may."""
    stage = next((one for one in story.definition.stages if one.key == story.case.stage), None)
    if not person.may(doors.DECIDE.permission):
        return _("決めるのは、役割「決裁者」の人です。")
    if not doors.is_theirs(person, story.case) and not doors.sees_all(person):
        return _("いまは%(division)sの番です。") % {"division": story.case.division}
    if stage and stage.four_eyes and person.key in _did_before(story):
        return _("前の段階をしたのはあなたです。2人で確かめる決まりなので、ほかの人に頼んでください。")
    return ""


def _did_before(story: cases.Story) -> set[str]:
    """Who finished a stage since the case came in or was opened again, or entered it for a resident."""
    found: set[str] = set()
    for one in story.events:
        if one.kind is cases.Happened.REOPENED:
            found = set()
        if one.kind in {cases.Happened.PASSED, cases.Happened.SUBMITTED} and one.actor:
            found.add(one.actor)
    return found
