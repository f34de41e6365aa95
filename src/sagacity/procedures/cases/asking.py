"""Asking for more, answering, correcting: the answers change by new entries, never in the old ones."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sagacity.kit import clock, policy
from sagacity.procedures.api import Answers, Source, fee_of
from sagacity.procedures.cases import (
    contents,
    deadlines,
    facts,
    models,
    papers,
    permits,
    refusals,
    sealing,
    searching,
    submitting,
    types,
    work,
    writing,
)
from sagacity.procedures.cases.types import Happened, State, Way

TIME_TO_ANSWER = timedelta(days=14)
CORRECTABLE = frozenset({State.SUBMITTED, State.MORE_ASKED})


def ask_for_more(
    *,
    case: str,
    text: str,
    by: policy.Person,
    at: datetime,
    until: datetime | None = None,
    questions: Sequence[str] = (),
    papers: Sequence[str] = (),
    client_key: str = "",
) -> types.Case:
    """Ask the resident something; the clock of the stage stands still until they answer.

    `questions` and `papers` name what is to be answered or handed in anew.

    Raises:
        NoSuchCase, NotAllowed, NotNow, NothingSaid, ClientKeyTaken: nothing is asked.
    """
    said = work.said_by(text)
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        if held.repeated(client_key, Happened.ASKED):
            return facts.case(held.row)
        held.demand(frozenset({State.SUBMITTED, State.IN_WORK}), "ask_for_more")
        body = {
            "until": (until or at + TIME_TO_ANSWER).isoformat(),
            "questions": list(questions),
            "papers": list(papers),
        }
        held.write(
            Happened.ASKED, by=by, channel=Way.DESK, body=body, said={"text": said}, client_key=client_key
        )
        return facts.case(held.row)


def answer_more(
    *,
    case: str,
    by: policy.Person,
    at: datetime,
    text: str = "",
    answers: Answers | None = None,
    uploads: Mapping[str, Sequence[str]] | None = None,
    channel: str = Way.APP,
    client_key: str = "",
) -> types.Case:
    """Answer what the city asked: in words, with documents, with corrected answers, or all three.

    Raises:
        NoSuchCase, NotNow, NothingSaid, NotGood, FeeWouldChange, TooLittleAssurance: nothing changes.
    """
    held_papers = {key: list(one) for key, one in (uploads or {}).items() if one}
    if not text.strip() and not answers and not held_papers:
        raise refusals.NothingSaid("an answer, a document or a correction")
    said = work.said_by(text) if text.strip() else ""
    with writing.held(case, at=at) as held:
        permits.demand_own_or_staff(by, permits.WORK, held.row, held.definition, level=held.definition.level)
        if held.repeated(client_key, Happened.ANSWERED):
            return facts.case(held.row)
        held.demand(frozenset({State.MORE_ASKED}), "answer_more")
        if answers:
            _correct(held, answers, {}, by=by, channel=channel)
        body = {"due": _due_after_a_pause(held), "papers": sorted(held_papers)}
        content = {"text": said, "papers": held_papers}
        event = held.write(
            Happened.ANSWERED, by=by, channel=channel, body=body, said=content, client_key=client_key
        )
        papers.keep(held.row, event.number, held_papers, at=held.at)
        return facts.case(held.row)


def correct(
    *,
    case: str,
    answers: Answers,
    by: policy.Person,
    at: datetime,
    sources: Mapping[str, Source] | None = None,
    reason: str = "",
    channel: str = Way.APP,
    client_key: str = "",
) -> types.Case:
    """Put some answers right; all are judged anew. Residents before work begins, staff also while at it.

    Raises:
        NoSuchCase, NotAllowed, NotNow, NotGood, HoldsMyNumber, FeeWouldChange: nothing changes.
    """
    with writing.held(case, at=at) as held:
        permits.demand_own_or_staff(by, permits.WORK, held.row, held.definition, level=held.definition.level)
        if held.repeated(client_key, Happened.CORRECTED):
            return facts.case(held.row)
        held.demand(CORRECTABLE | ({State.IN_WORK} if by.is_staff else frozenset()), "correct")
        _correct(held, answers, sources or {}, by=by, channel=channel, reason=reason, client_key=client_key)
        return facts.case(held.row)


def _correct(
    held: writing.Held,
    answers: Answers,
    sources: Mapping[str, Source],
    *,
    by: policy.Person,
    channel: str,
    reason: str = "",
    client_key: str = "",
) -> None:
    before = contents.latest(held.row)
    whole = {**before["answers"], **answers}
    known: dict[str, Any] = before["facts"]
    checked = submitting.judge(
        definition=held.definition,
        answers=whole,
        known=known,
        uploads=papers.of(held.row),
        channel=held.row.channel,
        at=held.at,
    )
    _refuse_another_fee(held, before["answers"], checked.answers, known)
    changed = sorted(
        key
        for key in {*before["answers"], *checked.answers}
        if before["answers"].get(key) != checked.answers.get(key)
    )
    by_whom = Source.STAFF if by.is_staff else Source.RESIDENT
    new_sources = {key: str(sources.get(key, by_whom)) for key in changed if key in checked.answers}
    said = {
        "answers": dict(checked.answers),
        "sources": {**{k: v for k, v in before["sources"].items() if k in checked.answers}, **new_sources},
        "facts": known,
        "reason": reason.strip()[: work.LONGEST],
    }
    body = {"questions": changed}
    held.write(Happened.CORRECTED, by=by, channel=channel, body=body, said=said, client_key=client_key)
    searching.put(held.row, held.definition, checked.answers)
    papers.keep_answers(held.row, held.definition, checked.answers, at=held.at)


def _refuse_another_fee(held: writing.Held, before: Answers, now: Answers, known: Mapping[str, Any]) -> None:
    if not held.row.bill or held.definition.fee is None:
        return
    on = clock.day(held.row.submitted_at)
    amounts = []
    for answers in (before, now):
        fee = fee_of(definition=held.definition, answers=answers, facts=known, on=on)
        amounts.append(fee.amount if fee else 0)
    if amounts[0] != amounts[1]:
        raise refusals.FeeWouldChange(held.row.number)


def _due_after_a_pause(held: writing.Held) -> str | None:
    """The end of the stage, moved on by as long as the resident took."""
    due, asked = held.standing.due_at, held.standing.asked_at
    if due is None or asked is None:
        return None
    return deadlines.after_a_pause(due_at=due, paused=asked, resumed=held.at).isoformat()


def asked(*, case: str) -> dict[str, Any]:
    """What the city wants to know, for the page of whoever holds the key: text, questions, papers, until."""
    row = models.Case.objects.filter(key=case, state=State.MORE_ASKED).first()
    event = row.log.filter(kind=Happened.ASKED).order_by("-number").first() if row else None
    if event is None:
        return {}
    return {**event.body, "text": sealing.opened(event).get("text", "")}
