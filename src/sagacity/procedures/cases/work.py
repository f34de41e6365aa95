"""The work on a case: somebody takes it, gives it to somebody, notes something."""

from datetime import datetime

from sagacity.kit import policy
from sagacity.kit.japanese import my_number
from sagacity.procedures.cases import facts, permits, purging, refusals, types, writing
from sagacity.procedures.cases.types import LIVING, OVER, Happened, State, Way

LONGEST = 4_000  # characters of a text


def take(*, case: str, by: policy.Person, at: datetime, client_key: str = "") -> types.Case:
    """Take a case in hand; taking one's own again changes nothing.

    Raises:
        NoSuchCase, NotAllowed, NotNow, ClientKeyTaken: nothing changes.
    """
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        if held.repeated(client_key, Happened.TAKEN) or held.standing.assignee == by.key:
            return facts.case(held.row)
        held.demand(frozenset({State.SUBMITTED, State.IN_WORK, State.DECIDED_YES}), "take")
        body = {"assignee": by.key}
        held.write(Happened.TAKEN, by=by, channel=Way.DESK, body=body, client_key=client_key)
        return facts.case(held.row)


def assign(
    *, case: str, to: str, by: policy.Person, at: datetime, division: str = "", client_key: str = ""
) -> types.Case:
    """Give a case to a member of staff, to another division, or back to whoever takes it (`to=""`).

    Raises:
        NoSuchCase, NotAllowed, NotNow, ClientKeyTaken: nothing changes.
    """
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        if held.repeated(client_key, Happened.ASSIGNED):
            return facts.case(held.row)
        held.demand(LIVING, "assign")
        body = {"assignee": to, "division": division or held.standing.division}
        held.write(Happened.ASSIGNED, by=by, channel=Way.DESK, body=body, client_key=client_key)
        return facts.case(held.row)


def comment(*, case: str, text: str, by: policy.Person, at: datetime, client_key: str = "") -> types.Case:
    """Note something for colleagues; residents read it in their file, not on their page.

    Raises:
        NoSuchCase, NotAllowed, NothingSaid, ClientKeyTaken: nothing is noted.
    """
    said = said_by(text)
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        if not held.repeated(client_key, Happened.COMMENTED):
            held.write(
                Happened.COMMENTED, by=by, channel=Way.DESK, said={"text": said}, client_key=client_key
            )
        return facts.case(held.row)


def close(*, case: str, by: policy.Person, at: datetime, client_key: str = "") -> types.Case:
    """Everything is handed over; closing twice is once.

    Raises:
        NoSuchCase, NotAllowed, NotNow: it stays open.
    """
    with writing.held(case, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        if held.standing.state in OVER:
            return facts.case(held.row)
        held.demand(frozenset({State.DECIDED_YES}), "close")
        held.write(Happened.CLOSED, by=by, channel=Way.DESK, client_key=client_key)
        purging.begin_years(held)
        return facts.case(held.row)


def said_by(text: str) -> str:
    """What somebody has to say, fit to be kept.

    Raises:
        NothingSaid: there is no text, or too much of it, or a 個人番号 in it.
    """
    said = text.strip()
    if not said or len(said) > LONGEST or my_number.stands_in(said):
        raise refusals.NothingSaid("a text of 1 to 4,000 characters, without a number that is stored nowhere")
    return said
