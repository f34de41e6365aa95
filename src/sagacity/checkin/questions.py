"""Questions for staff. An answer that changes something is an entry of the desk: what stood before stays."""

from datetime import datetime

from django.db import transaction

from sagacity.checkin import (
    desk_entries,
    devices,
    doubts,
    models,
    receptions,
    sameness,
    types,
    visitors,
    working_out,
)
from sagacity.checkin.announcing import announce
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

# What may be answered, and whether it takes the last entry of the question out.
ANSWERS: dict[types.Doubt, dict[str, bool]] = {
    types.Doubt.TRANSFER: {"moved": False, "mistake": True},
    types.Doubt.SAME_CODE: {"harmless": False, "copy": True},
    types.Doubt.NEVER_CAME: {"noted": False, "mistake": True},
    types.Doubt.BAD_CARD: {"accept": False, "reject": False},
    types.Doubt.SAME_PERSON: {"same": False, "different": False},
}


class NoSuchQuestion(LookupError):
    """Nobody asks this, or the doubt has gone."""


class BadAnswer(ValueError):
    """This question cannot be answered so."""


class AnsweredBefore(Exception):
    """Somebody answered otherwise before."""


def questions(*, reception: str, is_open: bool = True) -> list[types.Question]:
    """What staff must decide at a reception, oldest first; or what they decided, newest first."""
    rows = models.Question.objects.filter(reception__key=reception).select_related("reception")
    rows = (
        rows.filter(answer="").order_by("id") if is_open else rows.exclude(answer="").order_by("-answered_at")
    )
    return [as_fact(row) for row in rows]


def propose_sameness(*, reception: str, at: datetime) -> int:
    """Ask about visitors who may be one person; says how many new questions there are."""
    new = 0
    for one, other, like, why in visitors.proposals(reception=reception):
        persons = (one.person, other.person)
        new += doubts.ask(
            types.Doubt.SAME_PERSON,
            about=persons,
            entries=[person.removeprefix("visitor:") for person in persons],
            reception=one.reception,
            person=one.person,
            reason=f"{like}:{why}",
            at=at,
        )
    return new


@transaction.atomic
def answer(*, key: str, answer: str, why: str, by: policy.Person, at: datetime) -> types.Question:
    """Decide a question.

    Raises:
        NoSuchQuestion, BadAnswer, AnsweredBefore: nothing changed.
    """
    row = models.Question.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchQuestion(key)
    allowed = ANSWERS[types.Doubt(row.doubt)]
    if answer not in allowed:
        raise BadAnswer(f"{row.doubt} is answered by {', '.join(allowed)}")
    if row.answer:
        if row.answer != answer:
            raise AnsweredBefore(key)
        return as_fact(row)
    row.answer, row.answered_at, row.answered_by, row.answered_why = answer, at, by.key, why[:400]
    row.save()
    audit.record(actor=by, action="checkin.answer", thing=key, at=at, purpose=why[:200], after=answer)
    _carry_out(row, takes_out=allowed[answer], by=by, at=at)
    return as_fact(row)


def _carry_out(row: models.Question, *, takes_out: bool, by: policy.Person, at: datetime) -> None:
    if row.doubt == types.Doubt.SAME_PERSON and row.answer == "same":
        one, other = (f"visitor:{uuid}" for uuid in row.entries)
        sameness.say(person=other, same_as=one, why=row.answered_why, by=by, at=at)
    if row.doubt == types.Doubt.BAD_CARD and row.answer == "accept":
        models.Entry.objects.filter(uuid__in=row.entries).update(refused="")
        working_out.work_out({row.person}, at=at)
        announce(row.reception, at)
    if takes_out:
        correct(entry=row.entries[-1], why=row.answered_why, by=by, at=at)


@transaction.atomic
def correct(*, entry: str, why: str, by: policy.Person, at: datetime) -> str:
    """Take an entry out of what is counted, by an entry of the desk that names it; says that one's uuid.

    Raises:
        NoSuchQuestion: there is no entry of this uuid.
    """
    target = models.Entry.objects.filter(uuid=entry).select_related("reception").first()
    if target is None:
        raise NoSuchQuestion(entry)
    row = receptions.row_of(target.reception.key, lock=True)  # also a closed one: mistakes are found later
    made = desk_entries.write(
        devices.desk_of(row, at=at), kind=types.Kind.CORRECTION, at=at, corrects=entry, why=why[:400]
    )
    audit.record(actor=by, action="checkin.correct", thing=entry, at=at, purpose=why[:200])
    return made.uuid


def as_fact(row: models.Question) -> types.Question:
    return types.Question(
        key=row.key,
        doubt=types.Doubt(row.doubt),
        reception=row.reception.key,
        entries=tuple(row.entries),
        reason=row.reason,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_at=row.answered_at,
    )
