"""Questions about looks: asked once per look by the resident, answered once by staff."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.identity.accounts import api as accounts
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.miniapps.looks import models, types


class NoSuchQuestion(LookupError):
    """Nobody asked this."""


class Answered(Exception):
    """A question is answered once; a second answer would hide the first."""


def subjects_of(resident: accounts.Resident) -> tuple[str, ...]:
    """Under which keys the log writes of this resident: the account, and the person it was proven to be."""
    return tuple(key for key in (resident.key, resident.inhabitant) if key)


def of_resident(resident: str) -> dict[int, types.Question]:
    """What somebody asked, by the number of the look."""
    return {row.line: as_fact(row) for row in models.Question.objects.filter(resident=resident)}


def listed(*, is_open: bool, limit: int = 100, offset: int = 0) -> list[types.Question]:
    """Questions for staff: open ones longest waiting first, answered ones newest first."""
    rows = models.Question.objects.filter(answered_at__isnull=is_open)
    rows = rows.order_by("asked_at", "id") if is_open else rows.order_by("-answered_at", "-id")
    return [as_fact(row) for row in rows[offset : offset + limit]]


def count(*, is_open: bool) -> int:
    return models.Question.objects.filter(answered_at__isnull=is_open).count()


def question(key: str) -> types.Question:
    """One question.

    Raises:
        NoSuchQuestion: there is none of this key.
    """
    return as_fact(_row(key))


@transaction.atomic
def ask(*, resident: accounts.Resident, line: int, text: str, at: datetime) -> types.Question:
    """Ask about one look at one's own data; asked twice, the first text stays.

    Raises:
        audit.NoSuchLook: the line is about somebody else, or not to be known yet.
    """
    look = audit.look(number=line, subjects=subjects_of(resident), at=at)
    row, is_new = models.Question.objects.get_or_create(
        resident=resident.key,
        line=look.number,
        defaults={"key": keys.new("LookQuestion"), "text": text, "asked_at": at},
    )
    if is_new:
        audit.record(actor=resident.key, action="looks.ask", thing=row.key, at=at, after=text)
    return as_fact(row)


@transaction.atomic
def answer(*, key: str, text: str, by: policy.Person, at: datetime) -> types.Question:
    """Answer a question in words the resident will read.

    Raises:
        NoSuchQuestion, Answered: nothing changed.
    """
    row = _row(key, lock=True)
    if row.answered_at is not None:
        raise Answered(key)
    row.answer, row.answered_at, row.answered_by = text, at, by.key
    row.answered_by_division = by.division
    row.save()
    audit.record(actor=by, action="looks.answer", thing=key, at=at, after=text)
    return as_fact(row)


def kept(person: str) -> dict[str, Any]:
    """What this app keeps of a resident."""
    rows = models.Question.objects.filter(resident=person).order_by("id")
    return {
        "questions": [
            {
                "look": row.line,
                "asked_at": row.asked_at.isoformat(),
                "question": row.text,
                "answer": row.answer,
            }
            for row in rows
        ]
    }


def forget(person: str) -> None:
    models.Question.objects.filter(resident=person).delete()


def as_fact(row: models.Question) -> types.Question:
    return types.Question(
        key=row.key,
        resident=row.resident,
        line=row.line,
        text=row.text,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by_division=row.answered_by_division,
    )


def _row(key: str, *, lock: bool = False) -> models.Question:
    rows = models.Question.objects.select_for_update() if lock else models.Question.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchQuestion(key)
    return row
