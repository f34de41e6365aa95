"""What nobody moves is found by the clock: paid without news, asked without an answer, unpaid, late."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import QuerySet

from sagacity.kit import policy
from sagacity.procedures.api import definition
from sagacity.procedures.cases import ending, models, money, work, writing
from sagacity.procedures.cases.types import Happened, State, Way

BATCH = 500
REMIND_BEFORE = timedelta(days=4)
OPEN_AFTER_YES = timedelta(days=30)  # somebody may still find a mistake in it
One = TypeVar("One")
logger = logging.getLogger(__name__)


def move_what_is_paid(*, at: datetime) -> int:
    """Cases that wait for money that has come: the news did not arrive, or died on the way."""
    found = money.waiting_though_paid()
    return _each(found, lambda one: money.has_come(case=one[0], payment=one[1], at=at))


def remind_of_money(*, at: datetime) -> int:
    """Say once that a fee is still to be paid."""
    soon = at - (money.PAY_WITHIN - REMIND_BEFORE)
    rows = _waiting_for_money().filter(submitted_at__lte=soon)
    return _note(rows, "unpaid", at)


def let_unpaid_lapse(*, at: datetime) -> int:
    """What was not paid in time is asked for no more. Somebody who is paying at this moment is let."""
    rows = _waiting_for_money().filter(decision="", submitted_at__lte=at - money.PAY_WITHIN)
    keys = [
        row.key for row in rows.order_by("submitted_at", "id")[:BATCH] if not money.is_being_paid(row.bill)
    ]
    return _each(keys, lambda key: ending.lapse(case=key, at=at))


def remind_of_questions(*, at: datetime) -> int:
    """Say once that the city waits for an answer, some days before it is too late."""
    rows = models.Case.objects.filter(state=State.MORE_ASKED, asked_until__lte=at + REMIND_BEFORE)
    return _note(rows.filter(asked_until__gt=at), "waiting", at)


def note_silence(*, at: datetime) -> int:
    """Tell staff that nobody answered in time; they decide what becomes of it."""
    rows = models.Case.objects.filter(state=State.MORE_ASKED, asked_until__lte=at)
    return _note(rows, "silent", at)


def note_what_is_late(*, at: datetime) -> int:
    """Tell staff that a stage took longer than it should, once for each stage."""
    return _note(models.Case.objects.ours().filter(due_at__lt=at), "late", at)


def close_what_was_decided(*, at: datetime) -> int:
    """Close what the city said yes to, where nothing comes out that must reach somebody; its years begin."""
    rows = models.Case.objects.filter(state=State.DECIDED_YES, decided_at__lte=at - OPEN_AFTER_YES)
    found = [
        row.key
        for row in rows.order_by("decided_at", "id")[:BATCH]
        if definition(procedure=row.procedure, version=row.version).outcome.kind == "none"
    ]
    return _each(found, lambda key: work.close(case=key, by=policy.SYSTEM, at=at))


def _waiting_for_money() -> "QuerySet[models.Case]":
    return models.Case.objects.filter(state=State.AWAITING_PAYMENT, is_paid=False)


def _note(rows: "QuerySet[models.Case]", what: str, at: datetime) -> int:
    """Write a note into each case that has none of this yet: its key names stage and question."""
    done, last = 0, 0
    while True:
        batch = list(rows.filter(pk__gt=last).order_by("id")[:BATCH])
        if not batch:
            return done
        last = batch[-1].pk
        wanted = {_note_key(row, what): row for row in batch}
        there = set(
            models.Event.objects.filter(case__in=batch, client_key__in=list(wanted)).values_list(
                "case_id", flat=True
            )
        )
        todo = [(row.key, key) for key, row in wanted.items() if row.pk not in there]
        done += _each(todo, lambda one: _write_note(*one, what, at))


def _note_key(row: models.Case, what: str) -> str:
    since = row.asked_at if what in {"waiting", "silent"} else row.stage_since
    return f"note:{what}:{row.pk}:{since.isoformat() if since else ''}"


def _write_note(case: str, key: str, what: str, at: datetime) -> None:
    with writing.held(case, at=at) as held:
        if not held.repeated(key, Happened.NOTED):
            held.write(
                Happened.NOTED, by=policy.SYSTEM, channel=Way.HERE, body={"what": what}, client_key=key
            )


def _each(found: Iterable[One], act: Callable[[One], object]) -> int:
    """One that cannot be done holds up no other; the log has it, and the next turn tries again."""
    done = 0
    for one in found:
        try:
            act(one)
            done += 1
        except Exception:
            logger.exception("a case could not be moved")
    return done
