"""Ends without a decision: the resident takes it back, or it is the same as another."""

from datetime import datetime

from sagacity.kit import policy
from sagacity.procedures.cases import facts, models, money, permits, purging, refusals, types, work, writing
from sagacity.procedures.cases.types import LIVING, Happened, State, Way

NOT_BEGUN = frozenset({State.AWAITING_PAYMENT, State.SUBMITTED})


def withdraw(
    *,
    case: str,
    by: policy.Person,
    at: datetime,
    reason: str = "",
    channel: str = Way.APP,
    client_key: str = "",
) -> types.Case:
    """Take a case back before it is decided; what was paid goes back if nobody has begun. Twice is once.

    Raises:
        NoSuchCase, NotAllowed, NotNow, NotWithdrawable, TooLittleAssurance: it stays.
    """
    with writing.held(case, at=at) as held:
        level = min(held.definition.level, permits.HIGHEST_TO_WITHDRAW)
        permits.demand_own_or_staff(by, permits.WORK, held.row, held.definition, level=level)
        if held.standing.state is State.WITHDRAWN or held.repeated(client_key, Happened.WITHDRAWN):
            return facts.case(held.row)
        if not held.definition.may_be_withdrawn and not by.is_staff:
            raise refusals.NotWithdrawable(held.row.procedure)
        if held.standing.decision:
            raise refusals.NotNow(held.standing.state, "withdraw")
        held.demand(LIVING - {State.DECIDED_YES}, "withdraw")
        end(held, by=by, reason=reason, channel=channel, client_key=client_key, why="wish")
        return facts.case(held.row)


def lapse(*, case: str, at: datetime) -> types.Case:
    """Nobody paid in time: nothing is asked any more."""
    with writing.held(case, at=at) as held:
        if held.standing.state is State.AWAITING_PAYMENT and not held.standing.decision:
            end(held, by=policy.SYSTEM, reason="", channel=Way.HERE, client_key="", why="unpaid")
        return facts.case(held.row)


def merge(
    *, case: str, into: str, by: policy.Person, at: datetime, reason: str = "", client_key: str = ""
) -> types.Case:
    """Let a duplicate be the same case as another; what was paid for the duplicate goes back.

    Raises:
        NoSuchCase, NotAllowed, NotNow, ClientKeyTaken: both stay.
    """
    if case == into:
        raise refusals.NotNow(State.MERGED, "merge")
    held_cases = {}
    from contextlib import ExitStack

    with ExitStack() as stack:
        for key in sorted((case, into)):  # in one order, whoever merges what
            held_cases[key] = stack.enter_context(writing.held(key, at=at))
        gone, stays = held_cases[case], held_cases[into]
        for one in (gone, stays):
            permits.demand(by, permits.WORK, one.row, one.definition)
        if gone.repeated(client_key, Happened.MERGED) or gone.standing.merged_into == into:
            return facts.case(gone.row)
        gone.demand(LIVING - {State.DECIDED_YES}, "merge")
        if stays.standing.state is State.MERGED or gone.row.procedure != stays.row.procedure:
            raise refusals.NotNow(stays.standing.state, "merge")
        going_back = money.give_back(gone, reason="merged", by=by)
        body = {"into": stays.row.key, "give_back": True}
        said = {"text": reason.strip()[: work.LONGEST]} if reason.strip() else None
        gone.write(Happened.MERGED, by=by, channel=Way.DESK, body=body, said=said, client_key=client_key)
        stays.write(Happened.TOOK_IN, by=by, channel=Way.DESK, body={"other": gone.row.key})
        _relate(gone.row, stays.row, "merged")
        purging.begin_years(gone)
        money.send_back_later(gone.row, going_back)
        return facts.case(gone.row)


def relate(*, case: str, other: str, by: policy.Person, at: datetime, how: str = "related") -> types.Case:
    """Note that two cases have to do with each other; noting it twice is once.

    Raises:
        NoSuchCase, NotAllowed: nothing is noted.
    """
    if case == other:
        raise refusals.NotNow(State.SUBMITTED, "relate")
    from contextlib import ExitStack

    with ExitStack() as stack:
        cases = {key: stack.enter_context(writing.held(key, at=at)) for key in sorted((case, other))}
        for one in cases.values():
            permits.demand(by, permits.WORK, one.row, one.definition)
        here, there = cases[case], cases[other]
        if _relate(here.row, there.row, how):
            here.write(Happened.RELATED, by=by, channel=Way.DESK, body={"other": other, "how": how})
            there.write(Happened.RELATED, by=by, channel=Way.DESK, body={"other": case, "how": how})
        return facts.case(here.row)


def end(
    held: writing.Held, *, by: policy.Person, reason: str, channel: str, client_key: str, why: str
) -> None:
    not_begun = held.standing.state in NOT_BEGUN
    going_back = money.give_back(held, reason=why, by=by)
    body = {"why": why, "give_back": not_begun}
    said = {"text": reason.strip()[: work.LONGEST]} if reason.strip() else None
    held.write(Happened.WITHDRAWN, by=by, channel=channel, body=body, said=said, client_key=client_key)
    purging.begin_years(held)
    if not_begun:
        money.send_back_later(held.row, going_back)


def _relate(one: models.Case, other: models.Case, how: str) -> bool:
    _, new = models.Relation.objects.get_or_create(case=one, other=other, defaults={"how": how})
    models.Relation.objects.get_or_create(case=other, other=one, defaults={"how": how})
    return new
