"""Where a case stands follows from what happened to it: a pure function, without tables or clock."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sagacity.procedures.cases.types import OURS, OVER, Decision, Event, Happened, Standing, State

Step = Callable[[Standing, Event, Mapping[str, Any]], Standing]


def fold(events: Iterable[Event]) -> Standing:
    """Where the case stands after these entries."""
    standing = Standing()
    for event in events:
        standing = apply(standing, event)
    return standing


def apply(standing: Standing, event: Event) -> Standing:
    """Where the case stands after one more entry."""
    if event.number != standing.events + 1:
        raise ValueError(f"entry {event.number} follows entry {standing.events}")
    step = STEPS.get(event.kind)
    new = step(standing, event, event.body) if step else standing
    if new.state in OVER:
        new = replace(
            new, ended_at=new.ended_at or event.at, assignee="" if new.state is State.MERGED else new.assignee
        )
    ours = new.state in OURS or (new.state is State.DECIDED_YES and new.has_more_stages)
    return replace(new, events=event.number, is_ours=ours)


def _submitted(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    waits = bool(body.get("waits_for_money"))
    entered = replace(
        now,
        bill=body.get("bill", ""),
        fee_yen=body.get("fee_yen", 0),
        entered_by=event.actor if event.actor_kind == "staff" else "",
        state=State.AWAITING_PAYMENT if waits else State.SUBMITTED,
    )
    return _in_stage(entered, event, body)


def _paid(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    now = replace(now, is_paid=True)
    if now.state is not State.AWAITING_PAYMENT:
        return now
    if now.decision == Decision.YES:  # decided, and paid for afterwards
        return replace(now, state=State.DECIDED_YES, decided_at=event.at)
    return _in_stage(replace(now, state=_waiting_or_in_work(now)), event, body)


def _unpaid(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    now = replace(now, is_paid=False)
    if now.state in OURS or now.state is State.MORE_ASKED:
        return replace(now, state=State.AWAITING_PAYMENT) if body.get("waits_for_money") else now
    return now


def _taken(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    state = State.IN_WORK if now.state is State.SUBMITTED else now.state
    return replace(now, assignee=body["assignee"], state=state)


def _assigned(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    assignee, state = body.get("assignee", ""), now.state
    if state in OURS:
        state = State.IN_WORK if assignee else State.SUBMITTED
    return replace(now, assignee=assignee, division=body.get("division") or now.division, state=state)


def _asked(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    return replace(now, state=State.MORE_ASKED, asked_at=event.at, asked_until=_moment(body.get("until")))


def _answered(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    due = _moment(body.get("due")) or now.due_at
    return replace(now, state=_waiting_or_in_work(now), due_at=due, asked_at=None, asked_until=None)


def _passed(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    now = replace(now, by_stage={**now.by_stage, now.stage: event.actor}, assignee="")
    if now.state is State.DECIDED_YES:
        return _in_stage(replace(now, has_more_stages=bool(body.get("stage"))), event, body)
    return _in_stage(replace(now, state=State.SUBMITTED), event, body)


def _decided(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    states = {
        Decision.YES: State.DECIDED_YES,
        Decision.NO: State.DECIDED_NO,
        Decision.DISMISSED: State.DISMISSED,
    }
    decision = Decision(body["decision"])
    now = replace(
        now,
        decision=decision,
        state=states[decision],
        decided_at=event.at,
        by_stage={**now.by_stage, now.stage: event.actor},
        asked_at=None,
        asked_until=None,
        bill=body.get("bill") or now.bill,
        fee_yen=body.get("fee_yen", now.fee_yen),
    )
    if decision is not Decision.YES:
        return replace(now, due_at=None)
    now = replace(now, has_more_stages=bool(body.get("stage")), assignee="")
    if body.get("waits_for_money"):
        now = replace(now, state=State.AWAITING_PAYMENT, decided_at=None)
    return _in_stage(now, event, body)


def _closed(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    return replace(now, state=State.CLOSED, has_more_stages=False, due_at=None)


def _reopened(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    open_again = replace(
        now, state=State.SUBMITTED, decision="", decided_at=None, ended_at=None, merged_into="",
        assignee="", has_more_stages=False, by_stage={},
    )  # fmt: skip
    return _in_stage(open_again, event, body)


def _withdrawn(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    return replace(now, state=State.WITHDRAWN, due_at=None, asked_at=None, asked_until=None)


def _merged(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    return replace(now, state=State.MERGED, merged_into=body["into"], due_at=None, asked_until=None)


def _handed_over(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    return _taken(now, event, body) if body.get("assignee") else now


def _in_stage(now: Standing, event: Event, body: Mapping[str, Any]) -> Standing:
    """Where the entry leads to another stage: there, with a clock of its own."""
    if "stage" not in body:
        return now
    return replace(
        now,
        stage=body["stage"],
        division=body.get("division") or now.division,
        due_at=_moment(body.get("due")),
        stage_since=event.at,
    )


def _waiting_or_in_work(now: Standing) -> State:
    return State.IN_WORK if now.assignee else State.SUBMITTED


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


STEPS: Mapping[Happened, Step] = {
    Happened.SUBMITTED: _submitted,
    Happened.PAID: _paid,
    Happened.UNPAID: _unpaid,
    Happened.TAKEN: _taken,
    Happened.ASSIGNED: _assigned,
    Happened.ASKED: _asked,
    Happened.ANSWERED: _answered,
    Happened.PASSED: _passed,
    Happened.DECIDED: _decided,
    Happened.CLOSED: _closed,
    Happened.REOPENED: _reopened,
    Happened.WITHDRAWN: _withdrawn,
    Happened.MERGED: _merged,
    Happened.HANDED_OVER: _handed_over,
}
