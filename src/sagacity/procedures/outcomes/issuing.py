"""Giving out: once for each case and part, with the next number of its register, signed."""

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.paper import api as paper
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.api import Story
from sagacity.procedures.outcomes import (
    documents,
    filling,
    models,
    numbers,
    people,
    permits,
    refusals,
    sealing,
    setting,
    signals,
    types,
)

SAMPLE_NUMBER, SAMPLE_CODE = "R0-SAMPLE-000000-0", "00000" * 2


def issue(
    *, case: str, by: policy.Person, at: datetime, client_key: str = "", language: str = ""
) -> types.Document:
    """Make and keep the document of a case that the city said yes to; asked again, the first one comes back.

    Call it outside of a transaction: looks into the register are written down first.

    Raises:
        NothingComesOut, NotAllowed: there is nothing to give out, or not by this person.
        CharactersLacking, NoPaper: nothing was made, and no number was used.
    """
    if first := models.Document.objects.filter(case=case, part="", generation=1).first():
        permits.demand(by, permits.WORK, first.division)
        return documents.as_fact(first)
    story = _story(case)
    permits.demand(by, permits.WORK, story.definition.division)
    if story.case.decision != cases.Decision.YES:
        raise refusals.NothingComesOut(case)
    names = people.names(story, at=at)
    with transaction.atomic():
        return documents.as_fact(_made(story, names, by=by, at=at, language=language))


def preview(*, case: str, at: datetime, language: str = "") -> bytes:
    """What would be given out, without number and signature; staff open it beside a case they look at.

    Raises:
        NothingComesOut, CharactersLacking, NoPaper: there is nothing to show.
    """
    story = _story(case)
    return setting.pdf(story, people.names(story, at=at), _sample(story, at), language=language)


def lacking(*, case: str, at: datetime | None = None) -> list[str]:
    """The characters, with their numbers, for which nothing could be given out; ask before deciding."""
    try:
        preview(case=case, at=at or clock.now())
    except paper.CharactersLacking as problem:
        return [paper.named_character(each) for each in problem.characters]
    except (refusals.NothingComesOut, paper.NoPaper):
        return []
    return []


def application_copy(
    *, case: str, by: policy.Person, at: datetime, language: str = "ja", purpose: str = ""
) -> bytes:
    """A PDF of what was submitted, for the applicant, or for staff who say why.

    Raises:
        NoSuchCase, NotAllowed, NoPurpose, CharactersLacking, NoPaper: nothing is made.
    """
    story = cases.story(key=case, by=by, at=at, purpose=purpose)
    return setting.copy(story, at=at, language=language)


def again(
    row: models.Document, story: Story, names: filling.Names, *, by: policy.Person, at: datetime
) -> models.Document:
    """The next generation of a document, marked as given out anew; the first counts no more."""
    return _made(story, names, by=by, at=at, before=row)


def story_of(case: str) -> Story:
    return _story(case)


def _story(case: str) -> Story:
    story = cases.answers_for_outcome(key=case, by=policy.SYSTEM)
    if story.definition.outcome.kind == "none":
        raise refusals.NothingComesOut(case)
    return story


def _made(
    story: Story,
    names: filling.Names,
    *,
    by: policy.Person,
    at: datetime,
    language: str = "",
    before: models.Document | None = None,
) -> models.Document:
    definition, outcome = story.definition, story.definition.outcome
    register = outcome.register or definition.key
    year, serial = numbers.give(register=register, at=at)
    number = numbers.written(label=numbers.label_of(register), year=year, serial=serial)
    code = numbers.new_code()
    until = last_day(clock.day(at), outcome.valid_months)
    given = filling.Given(number, code, setting.address_of(number, code), at, until, before is not None)
    signed = paper.sign(setting.pdf(story, names, given, language=language), at=at, reason=number).pdf
    row = models.Document.objects.create(
        key=keys.new("Document"),
        register=register,
        year=year,
        serial=serial,
        number=number,
        code=code,
        case=story.case.key,
        case_number=story.case.number,
        generation=before.generation + 1 if before else 1,
        procedure=definition.key,
        version=definition.version,
        kind=outcome.kind,
        title=dict(outcome.title or definition.name),
        division=definition.division,
        applicant=story.case.applicant,
        issued_at=at,
        issued_by=by.key,
        valid_until=until,
        digest=hashlib.sha256(signed).hexdigest(),
        way=way_of(story),
        handed_at=at if way_of(story) == "inbox" else None,
        replaces=before.key if before else "",
        retention=definition.retention,
        purge_on=cases.kept_until(retention=definition.retention, ended_on=clock.day(at)),
    )
    sealing.keep(row, signed)
    models.Trouble.objects.filter(case=row.case, part=row.part, solved_at=None).update(solved_at=at)
    audit.record(actor=by, action="document.issue", thing=row.key, at=at, after=row.digest)
    signals.document_issued.announce(types.DocumentNews(row.key, row.number, row.case, row.procedure, at))
    return row


def way_of(story: Story) -> str:
    """How it reaches whom it is for: as they chose, else the first way that can reach them."""
    ways = story.definition.outcome.delivery or ("inbox",)
    wished = story.answers.get("delivery")
    if wished in models.WAYS and wished in ways:
        return str(wished)
    possible = [way for way in ways if way != "inbox" or story.case.applicant]
    return possible[0] if possible else "counter"


def _sample(story: Story, at: datetime) -> filling.Given:
    until = last_day(clock.day(at), story.definition.outcome.valid_months)
    return filling.Given(
        SAMPLE_NUMBER, SAMPLE_CODE, setting.address_of(SAMPLE_NUMBER, SAMPLE_CODE), at, until
    )


def last_day(day: date, months: int | None) -> date | None:
    """The last day of so many months, as the Civil Code counts: the day before the same day."""
    if not months:
        return None
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, day.day) - timedelta(days=1) if day.day <= last else date(year, month, last)
