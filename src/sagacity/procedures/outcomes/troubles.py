"""Documents that could not be made: a task for the division, with the character shown; nothing is lost."""

import logging
from datetime import datetime

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.jobs import api as jobs
from sagacity.kit.paper import api as paper
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import issuing, models, permits, refusals, types

QUEUE = "documents"


@jobs.job(queue=QUEUE)
def make(case: str) -> None:
    """Give out what a case asks for; what cannot be made becomes a task.

    Where the document stands from an earlier yes, there is no news of it: the second yes is told by itself.
    """
    at = clock.now()
    if try_to_make(case=case, by=policy.SYSTEM, at=at):
        cases.tell_the_yes(case=case, at=at, is_first=False)


def ask_for(*, case: str) -> None:
    """Let a worker give out what a case asks for; belongs to the current transaction."""
    jobs.enqueue(make, key=case, case=case)


def try_to_make(*, case: str, by: policy.Person, at: datetime) -> types.Document | None:
    """Give it out, or write down why not: nothing when it could not be made.

    Raises:
        NotAllowed: nothing is tried.
    """
    try:
        return issuing.issue(case=case, by=by, at=at)
    except refusals.NothingComesOut:
        return None
    except paper.CharactersLacking as problem:
        _write_down(case, "characters", [paper.named_character(each) for each in problem.characters], at)
    except paper.NoPaper:
        _write_down(case, "no_paper", [], at)
    except refusals.NotAllowed:
        raise
    except Exception:
        logging.getLogger(__name__).exception("a document could not be made")
        _write_down(case, "broken", [], at)
    return None


def open_troubles(*, by: policy.Person) -> list[types.Trouble]:
    """What waits for somebody, the oldest first; of one's own division, unless one oversees all.

    Raises:
        NotAllowed: nothing is shown.
    """
    permits.demand(by, permits.LOOK, by.division)
    rows = models.Trouble.objects.filter(solved_at=None)
    if own := permits.divisions(by):
        rows = rows.filter(division=own)
    return [as_fact(row) for row in rows.order_by("began_at", "id")]


def trouble_of(*, case: str) -> types.Trouble | None:
    """What stands in the way of the document of a case."""
    row = models.Trouble.objects.filter(case=case, solved_at=None).first()
    return as_fact(row) if row else None


def as_fact(row: models.Trouble) -> types.Trouble:
    return types.Trouble(
        row.case, row.case_number, row.division, row.kind, tuple(row.characters), row.began_at
    )


@transaction.atomic
def _write_down(case: str, kind: str, characters: list[str], at: datetime) -> None:
    found = cases.case(key=case)
    models.Trouble.objects.update_or_create(
        case=case,
        part="",
        solved_at=None,
        defaults={"kind": kind, "characters": characters, "tried_at": at},
        create_defaults={
            "kind": kind,
            "characters": characters,
            "tried_at": at,
            "began_at": at,
            "case_number": found.number,
            "division": cases.answers_for_outcome(key=case, by=policy.SYSTEM).definition.division,
        },
    )
    cases.tell_the_yes(case=case, at=at)
