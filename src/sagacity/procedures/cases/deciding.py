"""Passing stages and deciding: with everything looked at, by somebody else where four eyes are wanted."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sagacity.kit import policy
from sagacity.procedures.api import Sort, Stage
from sagacity.procedures.cases import (
    contents,
    facts,
    models,
    money,
    permits,
    purging,
    refusals,
    stages,
    types,
    work,
    writing,
)
from sagacity.procedures.cases.types import Decision, Happened, State, Way

WORKABLE = frozenset({State.SUBMITTED, State.IN_WORK})


def pass_stage(
    *,
    case: str,
    by: policy.Person,
    at: datetime,
    checks: Collection[str] = (),
    note: str = "",
    client_key: str = "",
    stage: str = "",
) -> types.Case:
    """Finish the stage a case is in, with everything looked at that is to be looked at; the next one begins.

    `stage` names the one that was on the page: had somebody passed it meanwhile, nothing happens.

    Raises:
        NoSuchCase, NotAllowed, NotNow, ChecksMissing, SamePerson, ClientKeyTaken: it stays where it is.
    """
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        if held.repeated(client_key, Happened.PASSED):
            return facts.case(held.row)
        held.demand(WORKABLE | {State.DECIDED_YES}, "pass_stage")
        now = stages.stage_of(held.definition, held.standing.stage)
        if now is None or now.decides or (stage and stage != now.key):
            raise refusals.NotNow(held.standing.state, "pass_stage")
        _look_at(now, held, by, checks)
        data = _data(held)
        following = stages.next_stage(held.definition, now.key, data)
        if following is None and held.standing.state in WORKABLE:
            _decide(held, Decision.YES, by, {"checks": sorted(checks)}, data, note, client_key)
            return facts.case(held.row)
        body = {"left": now.key, "checks": sorted(checks), **stages.led_to(held.definition, following, at=at)}
        said = {"text": note.strip()[: work.LONGEST]} if note.strip() else None
        held.write(Happened.PASSED, by=by, channel=Way.DESK, body=body, said=said, client_key=client_key)
        if following is None:
            _close(held, by)
        return facts.case(held.row)


def decide(
    *,
    case: str,
    decision: Decision | str,
    by: policy.Person,
    at: datetime,
    reason: str = "",
    checks: Collection[str] = (),
    give_back: bool = False,
    client_key: str = "",
) -> types.Case:
    """Say yes, no, or that the case is not looked into. Whoever says no says why: the resident reads it.

    With `give_back`, what was paid goes back when the city does not say yes.

    Raises:
        NoSuchCase, NotAllowed, NotNow, NothingSaid, ChecksMissing, SamePerson, ClientKeyTaken: it stays.
    """
    decision = Decision(decision)
    if decision is not Decision.YES:
        reason = work.said_by(reason)
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.DECIDE, held.row, held.definition)
        if held.repeated(client_key, Happened.DECIDED):
            return facts.case(held.row)
        held.demand(WORKABLE, "decide")
        now = stages.stage_of(held.definition, held.standing.stage)
        if decision is not Decision.DISMISSED and now is not None and not now.decides:
            raise refusals.NotNow(held.standing.state, "decide")
        if decision is Decision.YES and now is not None:
            _look_at(now, held, by, checks)
        elif now is not None:
            _four_eyes(now, held, by)
        body: dict[str, Any] = {"checks": sorted(checks), "give_back": give_back}
        _decide(held, decision, by, body, _data(held), reason, client_key)
        return facts.case(held.row)


def reopen(*, case: str, reason: str, by: policy.Person, at: datetime, client_key: str = "") -> types.Case:
    """Take up again what was decided, closed or withdrawn: at its first stage, with a clock of its own.

    Raises:
        NoSuchCase, NotAllowed, NotNow, NothingSaid, OneAlready, ClientKeyTaken: it stays.
    """
    said = work.said_by(reason)
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.DECIDE, held.row, held.definition)
        if held.repeated(client_key, Happened.REOPENED):
            return facts.case(held.row)
        held.demand(types.DECIDED | {State.WITHDRAWN, State.MERGED}, "reopen")
        living = models.Case.objects.living().filter(once_key=held.row.once_key).exclude(pk=held.row.pk)
        if held.row.once_key and (other := living.first()):
            raise refusals.OneAlready(facts.case(other))
        first = stages.next_stage(held.definition, "", _data(held))
        held.row.purge_on = None
        body = stages.led_to(held.definition, first, at=at)
        held.write(
            Happened.REOPENED, by=by, channel=Way.DESK, body=body, said={"text": said}, client_key=client_key
        )
        return facts.case(held.row)


def _decide(
    held: writing.Held,
    decision: Decision,
    by: policy.Person,
    body: dict[str, Any],
    data: Mapping[str, Any],
    reason: str,
    client_key: str,
) -> None:
    following = None
    if decision is Decision.YES:
        body |= _fee(held, by)
        following = (
            stages.next_stage(held.definition, held.standing.stage, data) if held.standing.stage else None
        )
        if following is not None:
            body |= stages.led_to(held.definition, following, at=held.at)
    going_back = money.give_back(held, reason=reason or decision, by=by) if body.get("give_back") else []
    body |= {"decision": decision, "left": held.standing.stage}
    said = {"text": reason.strip()[: work.LONGEST]} if reason.strip() else None
    held.write(Happened.DECIDED, by=by, channel=Way.DESK, body=body, said=said, client_key=client_key)
    money.send_back_later(held.row, going_back)
    if decision is Decision.YES and following is None and held.standing.state is State.DECIDED_YES:
        _close_if_nothing_comes(held, by)
    elif decision is not Decision.YES:
        purging.begin_years(held)


def _fee(held: writing.Held, by: policy.Person) -> dict[str, Any]:
    """What is still to be paid before anything comes out."""
    definition, now = held.definition, held.standing
    if definition.fee is None or now.is_paid:
        return {}
    if now.bill:
        return {"waits_for_money": True}
    if definition.fee.pay != "on_decision":
        return {}
    said = contents.latest(held.row)
    return money.asked_for(held.row, definition, said["answers"], said["facts"], by=by, at=held.at)


def _look_at(stage: Stage, held: writing.Held, by: policy.Person, checks: Collection[str]) -> None:
    """
    Raises:
        ChecksMissing, SamePerson: the stage is not finished.
    """
    _four_eyes(stage, held, by)
    left = tuple(one.key for one in stage.checks if one.key not in checks)
    if left:
        raise refusals.ChecksMissing(left)


def _four_eyes(stage: Stage, held: writing.Held, by: policy.Person) -> None:
    """Somebody else than who did the stage before, or who entered the case for a resident."""
    if not stage.four_eyes:
        return
    if by.key in {*held.standing.by_stage.values(), held.standing.entered_by}:
        raise refusals.SamePerson(by.key)


def _data(held: writing.Held) -> Mapping[str, Any]:
    return contents.data_of(held.row) if stages.needs_answers(held.definition) else {}


def _close_if_nothing_comes(held: writing.Held, by: policy.Person) -> None:
    """A filing without a document is over once it is accepted; else whoever issues closes it."""
    if held.definition.outcome.kind == "none":
        _close(held, by)


def _close(held: writing.Held, by: policy.Person) -> None:
    if held.definition.outcome.kind == "none" or held.definition.sort is Sort.SURVEY:
        held.write(Happened.CLOSED, by=policy.SYSTEM, channel=Way.HERE)
        purging.begin_years(held)
