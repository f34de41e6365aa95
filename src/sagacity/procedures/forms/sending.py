"""Sending a form: one case comes of it, however often it is sent."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Kind
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import counting, filling, models, prefilling, rows, sealing, types


def submit(
    *, form: str, by: policy.Person, at: datetime, entered_by: policy.Person | None = None
) -> cases.Case:
    """Send a form; sent again, from another window or after a crash, it gives the same case.

    At a counter `by` is the resident as `accounts.seen_in_person` gives them, `entered_by` the clerk.

    Raises:
        whatever `cases.submit` raises; then the form stays as it is.
    """
    fact = rows.as_fact(rows.row_of(form))
    if fact.is_sent:
        return cases.case(key=fact.case)
    if fact.corrects:
        return _corrected(fact, by, at)
    asked = procedures.check(
        definition=procedures.definition(procedure=fact.procedure, version=fact.version),
        answers=fact.answers,
        facts=rows.facts_for_rules(fact, by=by, at=at),
        at=at,
    )
    case = cases.submit(
        procedure=fact.procedure,
        version=fact.version,
        answers=fact.answers,
        sources={key: source for key, source in fact.sources.items() if key in asked.answers},
        uploads={key: held for key, held in fact.papers.items() if held and key in asked.papers},
        applicant=by.key if by.kind == "resident" else fact.resident,
        inhabitant=fact.inhabitant,
        by=by,
        channel=fact.channel,
        client_key=f"form:{fact.key}",
        mandate=fact.mandate,
        entered_by=entered_by,
        at=at,
    )
    _mark(fact.key, case, at)
    return case


def begin_correction(*, case: str, by: policy.Person, owner: str, at: datetime) -> types.Form:
    """A form with the answers of a case, to put some of them right; begun twice it is the same form.

    Raises:
        whatever `cases.story` raises: nothing begins.
    """
    story = cases.story(key=case, by=by, at=at, channel="app")
    definition = story.definition
    begun = filling.begin(
        procedure=definition.key,
        version=definition.version,
        by=by,
        owner=owner,
        client_key=f"correct:{case}:{story.case.events}",
        inhabitant=story.case.inhabitant,
        mandate=story.case.mandate,
        at=at,
    )
    if begun.corrects or begun.is_sent:
        return begun
    with transaction.atomic():
        row = rows.open_row(begun.key)
        said = {
            **sealing.opened(row),
            "answers": dict(story.answers),
            "sources": dict(story.sources),
            "papers": {key: list(held) for key, held in story.papers.items()},
        }
        row.corrects, row.done = case, [block.key for block in definition.blocks]
        row.needs = min(definition.level, prefilling.NEEDS)
        row.sealed = sealing.seal(said, key=row.key)
        row.save(update_fields=["corrects", "done", "needs", "sealed"])
        begun = rows.as_fact(row, said)
    if by.level >= prefilling.NEEDS and any(one.kind is Kind.HOUSEHOLD for one in definition.questions()):
        return prefilling.list_members(form=begun.key, by=by, at=at)
    return begun


def _corrected(fact: types.Form, by: policy.Person, at: datetime) -> cases.Case:
    case = cases.correct(
        case=fact.corrects,
        answers=fact.answers,
        sources=fact.sources,
        by=by,
        channel=fact.channel,
        client_key=f"form:{fact.key}",
        at=at,
    )
    _mark(fact.key, case, at)
    return case


@transaction.atomic
def _mark(form: str, case: cases.Case, at: datetime) -> None:
    """The form has become a case: what was written goes from here, the case keeps it."""
    row = rows.row_of(form, lock=True)
    if row.case:
        return
    row.case, row.sent_at = case.key, at
    row.save(update_fields=["case", "sent_at"])
    row.hand_overs.all().delete()
    if not row.corrects:
        counting.sent(row, at=at)


def fee(*, standing: types.Standing, by: policy.Person, at: datetime) -> ledger.Fee | None:
    """What this form will cost, as far as it is filled in; None when that cannot be said, or is nothing."""
    definition = standing.definition
    if definition.fee is None:
        return None
    try:
        return procedures.fee_of(
            definition=definition,
            answers=standing.checked.answers,
            facts=rows.facts_for_rules(standing.form, by=by, at=at),
            on=clock.day(at),
        )
    except (ledger.BadCase, ledger.NoPrice, ledger.NoSuchFee):
        return None


def form_of_case(*, case: str) -> types.Form | None:
    """The form that became a case, while it is still kept."""
    row = models.Form.objects.filter(case=case).first()
    return rows.as_fact(row) if row else None
