"""What the screen of one case holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sagacity.desks.counter import answers, doors, outgoing, pressing, tasks, words
from sagacity.desks.counter.rows import due_words
from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.kit.uploads import api as uploads
from sagacity.ledger import api as ledger
from sagacity.procedures.api import Stage
from sagacity.procedures.cases import api as cases


@dataclass(frozen=True, slots=True)
class Shown:
    """One document that was handed in."""

    key: str
    label: str
    name: str
    is_picture: bool
    number: int = 0  # of several of the same paper


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the story, in words."""

    at: datetime
    what: words.Words
    who: words.Words
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Another case in a list beside this one."""

    case: cases.Case
    title: str
    state: words.Words


def heading(case: cases.Case, *, at: datetime) -> dict[str, Any]:
    """What may be said of a case before its purpose is: nothing of who applied."""
    state, colour = words.STATES[case.state]
    is_late = case.due_at is not None and case.due_at < at and not case.is_over
    return {
        "title": words.here(case.title),
        "state": state,
        "colour": colour,
        "due": due_words(case.due_at, at=at) if case.due_at else "",
        "is_late": is_late,
        "assignee": identity.names(of=[case.assignee]).get(case.assignee, "") if case.assignee else "",
        "channel": words.CHANNELS.get(case.channel, case.channel),
    }


def of(
    story: cases.Story,
    *,
    person: policy.Person,
    purpose: str,
    at: datetime,
    paper: str = "",
    seen: int | None = None,
) -> dict[str, Any]:
    """Everything on the screen of an opened case; `seen` is what a form knew that came too late."""
    case, stage = story.case, stage_of(story)
    handed_in = documents(story)
    bill = ledger.bill(key=case.bill) if case.bill else None
    return {
        "case": case,
        **heading(case, at=at),
        "stage_name": words.here(stage.name) if stage else "",
        "stages": _steps(story),
        "blocks": answers.blocks(story, names=_members(story, person, purpose, at)),
        "papers": handed_in,
        "chosen": next((one for one in handed_in if one.key == paper), handed_in[0] if handed_in else None),
        "lacking_papers": [
            words.here(one.label) for one in story.definition.papers if not story.papers.get(one.key)
        ],
        "bill": bill,
        "may_take_money": bill is not None and bill.is_open and person.may(doors.ENTER.permission),
        "lines": lines(story),
        **_others(story, person),
        "next_case": _next(case, person, at),
        "documents": outgoing.documents(case),
        "trouble": outgoing.trouble(case),
        "has_copy": True,
        "overtaken": pressing.since(story, seen=seen) if seen is not None else [],
        **tasks.of(story, stage, person=person),
    }


def stage_of(story: cases.Story) -> Stage | None:
    """The stage in which the case is."""
    return next((one for one in story.definition.stages if one.key == story.case.stage), None)


def documents(story: cases.Story) -> list[Shown]:
    """Documents by paper, then those that were answers themselves."""
    labels = {one.key: words.here(one.label) for one in story.definition.papers}
    labels.setdefault("signature", _("窓口の画面での署名"))
    listed = [(labels.get(paper, paper), key) for paper, held in story.papers.items() for key in held]
    listed += [each for each in answers.uploads_of(story) if each not in listed]
    known = {one.key: one for one in uploads.uploads_of(keys=[key for _label, key in listed])}
    many: dict[str, int] = {}
    found = []
    for label, key in listed:
        if key in known:
            many[label] = many.get(label, 0) + 1
            number = many[label] if sum(each == label for each, _key in listed) > 1 else 0
            found.append(Shown(key, label, known[key].name, known[key].is_picture, number))
    return found


def lines(story: cases.Story) -> list[Line]:
    """The story, newest first."""
    names = identity.names(of=[one.actor for one in story.events if one.actor])
    return [_line(one, names, story) for one in reversed(story.events)]


def _line(event: cases.Event, names: Mapping[str, str], story: cases.Story) -> Line:
    who: words.Words = names.get(event.actor, "") or words.ACTORS.get(event.actor_kind, event.actor_kind)
    text = str(event.content.get("text") or event.content.get("reason") or "")
    details: list[str] = []
    if decision := event.body.get("decision"):
        details.append(str(words.DECISIONS[decision][0]))
    if changed := event.body.get("questions"):
        labels = {one.key: words.here(one.label) for one in story.definition.questions()}
        details.append(
            _("対象の項目：%(names)s") % {"names": "、".join(labels.get(one, one) for one in changed)}
        )
    if stage := event.body.get("stage"):
        details.append(_("次の段階：%(stage)s") % {"stage": _stage_name(story, str(stage))})
    if assignee := event.body.get("assignee"):
        name = identity.names(of=[assignee]).get(assignee, "")
        details += [_("担当：%(name)s") % {"name": name}] * bool(name)
    return Line(event.at, words.event(event.kind), who, text, tuple(details))


def _stage_name(story: cases.Story, key: str) -> str:
    return next((words.here(one.name) for one in story.definition.stages if one.key == key), key)


def _steps(story: cases.Story) -> list[tuple[str, str]]:
    """Where the case is on its way: (name, "done" | "now" | "")."""
    keys = [one.key for one in story.definition.stages]
    is_through = story.case.is_over or story.case.state is cases.State.DECIDED_YES
    here = keys.index(story.case.stage) if story.case.stage in keys else (len(keys) if is_through else -1)
    return [
        (words.here(one.name), "done" if at < here else "now" if at == here else "")
        for at, one in enumerate(story.definition.stages)
    ]


def _members(story: cases.Story, person: policy.Person, purpose: str, at: datetime) -> dict[str, str]:
    """Names of those of the household who were ticked; each is a look of its own, and stands in the log."""
    found = {}
    for key in answers.members_of(story):
        groups = frozenset({register.ColumnGroup.FOUR_FACTS})
        try:
            facts = register.facts(
                key=key, by=person, purpose=purpose, groups=groups, channel="counter", at=at
            )
        except (register.NotAllowed, register.NoSuchInhabitant):
            continue
        found[key] = facts.name_as_given or facts.name
    return found


def _others(story: cases.Story, person: policy.Person) -> dict[str, list[Beside]]:
    """Cases that have to do with this one, and those that look like it."""
    case = story.case
    known = cases.cases_by_key(keys=story.related)
    alike = [
        one
        for one in cases.cases_of(applicant=case.applicant)
        if one.procedure == case.procedure
        and one.key not in {case.key, *story.related}
        and not one.is_over
        and doors.may_see(person, one)
    ]
    return {"related": [_beside(one) for one in known.values()], "alike": [_beside(one) for one in alike]}


def _next(case: cases.Case, person: policy.Person, at: datetime) -> str:
    """The next case of this person, or the next that nobody has; its key, or nothing."""
    if not person.may(doors.WORK.permission) or not person.division:
        return ""
    for assignee in (person.key, ""):
        found = cases.queue(by=person, at=at, division=person.division, assignee=assignee, size=2)
        if others := [one.key for one in found.rows if one.key != case.key]:
            return others[0]
    return ""


def _beside(case: cases.Case) -> Beside:
    return Beside(case, words.here(case.title), words.STATES[case.state][0])
