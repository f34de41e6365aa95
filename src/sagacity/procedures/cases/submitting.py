"""Submitting: the answers are judged once more, and everything that begins with a case begins together."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sagacity.identity.family import api as family
from sagacity.kit import keys, policy
from sagacity.kit.japanese import my_number
from sagacity.kit.written_through import written_through
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Answers, Checked, Definition, Source
from sagacity.procedures.cases import (
    facts,
    models,
    money,
    numbers,
    papers,
    refusals,
    sealing,
    searching,
    stages,
    types,
    writing,
)
from sagacity.procedures.cases.types import Happened, Standing, Way

ACT, ACT_AT_COUNTER = "cases.submit", "cases.submit_at_counter"
AT_COUNTER = frozenset({Way.COUNTER, Way.TABLET})


def submit(
    *,
    procedure: str,
    answers: Answers,
    by: policy.Person,
    channel: str,
    client_key: str,
    at: datetime,
    version: str = "",
    sources: Mapping[str, Source] | None = None,
    uploads: Mapping[str, Sequence[str]] | None = None,
    applicant: str = "",
    inhabitant: str = "",
    mandate: str = "",
    entered_by: policy.Person | None = None,
) -> types.Case:
    """Take an application or filing in; the same client key gives the first case back.

    `by` is the resident, at a counter as `accounts.seen_in_person` gives them; `entered_by`
    the member of staff who wrote it down. With a `mandate`, `by` is the delegate, the case is the giver's.

    Raises:
        NotGood, PaperMissing, HoldsMyNumber: the answers cannot be accepted.
        TooLittleAssurance, NotInThisName, NotByDelegates, OutsideTheMandate: not by this person.
        OneAlready, ClientKeyTaken: there is a case already, of this or of another wish.
        NotInForce, NoSuchProcedure: nothing of the kind can be asked for.
    """
    wish = _digest(procedure, answers, uploads or {}, inhabitant, mandate)
    if first := _first(client_key, wish):
        return first
    definition = procedures.definition(procedure=procedure, version=version, at=at)
    with ExitStack() as stack:
        stack.enter_context(written_through())
        if mandate:
            if not definition.delegates:
                raise refusals.NotByDelegates(procedure)
            acting = stack.enter_context(_acting(mandate, by, definition, channel, at))
            by, applicant, inhabitant = acting.person, acting.person.key, acting.inhabitant
        try:
            with transaction.atomic():
                return _submit(
                    definition,
                    answers,
                    sources or {},
                    uploads or {},
                    applicant,
                    inhabitant,
                    by=by,
                    entered_by=entered_by,
                    channel=channel,
                    client_key=client_key,
                    mandate=mandate,
                    wish=wish,
                    at=at,
                )
        except IntegrityError:
            if first := _first(client_key, wish):  # sent twice at the same moment
                return first
            if other := _living(_once_key(definition, answers, applicant or inhabitant)):
                raise refusals.OneAlready(other) from None
            raise


def judge(
    *,
    definition: Definition,
    answers: Answers,
    known: Mapping[str, Any],
    uploads: Mapping[str, Sequence[str]],
    channel: str,
    at: datetime,
) -> Checked:
    """What comes of answers, as it would be kept.

    Raises:
        NotGood, PaperMissing, HoldsMyNumber: they cannot be accepted.
    """
    checked = procedures.check(definition=definition, answers=answers, facts=known, at=at)
    if not checked.good:
        raise refusals.NotGood(checked)
    for question, answer in checked.answers.items():
        if any(my_number.stands_in(keys.left_out(text)) for text in _texts(answer)):
            raise refusals.HoldsMyNumber(question)
    shown_there = {one.key for one in definition.papers if one.at_counter_only}
    missing = [key for key in checked.papers if not uploads.get(key) and key not in shown_there]
    if missing and channel == Way.APP:  # at a counter the clerk sees them, by post they lie in the envelope
        raise refusals.PaperMissing(tuple(missing))
    return checked


def _submit(
    definition: Definition,
    answers: Answers,
    sources: Mapping[str, Source],
    uploads: Mapping[str, Sequence[str]],
    applicant: str,
    inhabitant: str,
    *,
    by: policy.Person,
    entered_by: policy.Person | None,
    channel: str,
    client_key: str,
    mandate: str,
    wish: str,
    at: datetime,
) -> types.Case:
    at_counter = channel in AT_COUNTER
    level = definition.level_at_counter if at_counter and definition.level else definition.level
    act = (ACT_AT_COUNTER if at_counter else ACT) if mandate else ""
    policy.demand(by, level=level, act=act)
    known = facts.for_rules(by=by, inhabitant=inhabitant, channel=channel, at=at)
    checked = judge(
        definition=definition, answers=answers, known=known, uploads=uploads, channel=channel, at=at
    )
    row = models.Case(
        key=keys.new("Case"),
        number=numbers.give(definition=definition, at=at),
        procedure=definition.key,
        version=definition.version,
        sort=definition.sort,
        channel=channel,
        applicant=applicant,
        inhabitant=inhabitant,
        mandate=mandate,
        client_key=client_key,
        once_key=_once_key(definition, checked.answers, applicant or inhabitant),
        retention=definition.retention,
        submitted_at=at,
    )
    body = money.asked_for(row, definition, checked.answers, known, by=by, at=at)
    if not body.get("waits_for_money"):
        data = stages.data_of(checked.answers, known)
        body |= stages.led_to(definition, stages.next_stage(definition, "", data), at=at)
    else:
        body |= {"stage": "", "division": definition.division}
    kept = {key: list(held) for key, held in uploads.items() if held}
    said = {
        "answers": dict(checked.answers),
        "sources": {key: str(source) for key, source in sources.items() if key in checked.answers},
        "facts": dict(known),
        "papers": kept,
        "wish": wish,
    }
    case = writing.Held(row, Standing(), definition, at)
    event = case.write(Happened.SUBMITTED, by=entered_by or by, channel=channel, body=body, said=said)
    papers.keep(row, event.number, kept, at=at)
    papers.keep_answers(row, definition, checked.answers, at=at)
    searching.put(row, definition, checked.answers)
    return facts.case(row)


def _acting(mandate: str, by: policy.Person, definition: Definition, channel: str, at: datetime) -> Any:
    at_counter = channel in AT_COUNTER
    return family.acting_for(
        mandate=mandate,
        act=ACT_AT_COUNTER if at_counter else ACT,
        by=by,
        at=at,
        what=definition.name["ja"],
        channel="counter" if at_counter else "app",
    )


def _first(client_key: str, wish: str) -> types.Case | None:
    """The case that this client key made.

    Raises:
        ClientKeyTaken: it was sent with other answers.
    """
    row = models.Case.objects.filter(client_key=client_key).first()
    if row is None:
        return None
    if row.purged_at is None:
        said = sealing.opened(row.log.get(number=1))
        if said and said["wish"] != wish:
            raise refusals.ClientKeyTaken(client_key)
    return facts.case(row)


def _digest(
    procedure: str,
    answers: Answers,
    uploads: Mapping[str, Sequence[str]],
    inhabitant: str,
    mandate: str,
) -> str:
    """What is wanted, to know a repetition by; it lies under the seal with the answers."""
    papers_in = {key: list(held) for key, held in uploads.items() if held}
    said = [procedure, dict(answers), papers_in, inhabitant, mandate]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _once_key(definition: Definition, answers: Answers, person: str) -> str:
    """What there may be one living case of; a digest, for it may be somebody's name."""
    if not definition.once_for:
        return ""
    value = person if definition.once_for == "applicant" else answers.get(definition.once_for)
    if value in (None, "", [], {}):
        return ""
    said = json.dumps([definition.key, value], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _living(once_key: str) -> types.Case | None:
    row = models.Case.objects.living().filter(once_key=once_key).exclude(once_key="").first()
    return facts.case(row) if row else None


def _texts(answer: Any) -> list[str]:
    """Everything in an answer that somebody wrote."""
    if isinstance(answer, str):
        return [answer]
    if isinstance(answer, Mapping):
        return [text for each in answer.values() for text in _texts(each)] + [
            " ".join(str(each) for each in answer.values() if isinstance(each, str | int))
        ]
    if isinstance(answer, list | tuple):
        return [text for each in answer for text in _texts(each)]
    return [str(answer)] if isinstance(answer, int) and not isinstance(answer, bool) else []
