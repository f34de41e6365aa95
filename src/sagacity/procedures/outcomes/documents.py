"""Documents that were given out: found, opened, printed, handed over."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sagacity.kit import clock, policy
from sagacity.kit import purposes as kit_purposes
from sagacity.kit.audit import api as audit
from sagacity.procedures.outcomes import models, numbers, permits, refusals, sealing, setting, types
from sagacity.procedures.outcomes.types import Standing

MOST_IN_CSV = 100_000


def document(*, key: str) -> types.Document:
    """One document, without its bytes.

    Raises:
        NoSuchDocument: there is none.
    """
    return as_fact(row_of(key))


def documents_of(*, case: str) -> list[types.Document]:
    """What was given out in a case, the newest first."""
    return [as_fact(row) for row in models.Document.objects.filter(case=case).order_by("-id")]


def documents_for(*, applicant: str) -> list[types.Document]:
    """What was given to one resident, the newest first."""
    if not applicant:
        return []
    return [as_fact(row) for row in models.Document.objects.filter(applicant=applicant).order_by("-id")]


def registers() -> list[str]:
    """Keys of the registers that have entries."""
    return sorted(models.Document.objects.values_list("register", flat=True).distinct())


def register_entries(
    *,
    by: policy.Person,
    register: str = "",
    year: int | None = None,
    words: str = "",
    waiting: str = "",
    offset: int = 0,
    size: int = 50,
) -> types.Entries:
    """Lines of the registers, the newest first; of one's own division, unless one oversees all.

    `waiting` is "counter" or "post": what is still to be printed or sent.

    Raises:
        NotAllowed: nothing is shown.
    """
    permits.demand(by, permits.LOOK, by.division)
    rows = models.Document.objects.all()
    if own := permits.divisions(by):
        rows = rows.filter(division=own)
    if register:
        rows = rows.filter(register=register)
    if year is not None:
        rows = rows.filter(year=year)
    if waiting:
        rows = rows.not_handed().filter(way=waiting)
    if words.strip():
        typed = numbers.folded_number(words)
        rows = rows.filter(Q(number__icontains=typed) | Q(case_number__icontains=typed))
    found = rows.order_by("-issued_at", "-id")[offset : offset + size]
    return types.Entries(tuple(as_fact(row) for row in found), rows.count())


def pdf(*, document: str, by: policy.Person, at: datetime, purpose: str = "", channel: str = "desk") -> bytes:
    """The bytes as they were given out; a look by staff says why, and its owner reads of it.

    Raises:
        NoSuchDocument, NotAllowed, NoPurpose, NotNow: it stays closed.
    """
    row = row_of(document)
    if not by.is_staff and by.kind != "system":
        if not permits.is_own(by, row):
            raise refusals.NoSuchDocument(document)
        return _opened(row)
    permits.demand(by, permits.LOOK, row.division)
    said = kit_purposes.said(purpose)
    content = _opened(row)
    audit.record(
        actor=by,
        action="document.read",
        thing=row.key,
        purpose=said,
        at=at,
        subject=row.applicant,
        group="application",
        channel=channel,
    )
    return content


@transaction.atomic
def print_one(*, document: str, by: policy.Person, at: datetime, client_key: str) -> bytes:
    """The bytes for a printer at a counter; each time is counted, a repeated click is not.

    Raises:
        NoSuchDocument, NotAllowed, NotNow: nothing is printed.
    """
    row = _held(document)
    permits.demand(by, permits.WORK, row.division)
    if row.revoked_at is not None:
        raise refusals.NotNow(row.number)
    content = _opened(row)
    _, is_new = models.Print.objects.get_or_create(
        client_key=client_key, defaults={"document": row, "at": at, "by": by.key}
    )
    if is_new:
        row.prints += 1
        row.handed_at = row.handed_at or (at if row.way == "counter" else None)
        row.save(update_fields=["prints", "handed_at"])
        audit.record(
            actor=by,
            action="document.print",
            thing=row.key,
            purpose="窓口での印刷",
            at=at,
            subject=row.applicant,
            group="application",
            channel="counter",
        )
    return content


@transaction.atomic
def posted(*, documents: Iterable[str], by: policy.Person, at: datetime) -> int:
    """Documents went into the post; says how many of them only now."""
    done = 0
    for key in documents:
        row = _held(key)
        permits.demand(by, permits.WORK, row.division)
        if row.way == "post" and row.handed_at is None and row.revoked_at is None:
            row.handed_at = at
            row.save(update_fields=["handed_at"])
            audit.record(actor=by, action="document.post", thing=row.key, at=at)
            done += 1
    return done


def standing(row: models.Document, *, at: datetime) -> Standing:
    """What it is worth on this day."""
    if row.revoked_at is not None:
        return Standing.REVOKED
    if row.valid_until is not None and clock.day(at) > row.valid_until:
        return Standing.EXPIRED
    return Standing.VALID


def row_of(key: str) -> models.Document:
    row = models.Document.objects.filter(key=key).first()
    if row is None:
        raise refusals.NoSuchDocument(key)
    return row


def _held(key: str) -> models.Document:
    row = models.Document.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise refusals.NoSuchDocument(key)
    return row


def _opened(row: models.Document) -> bytes:
    if row.purged_at is not None:
        raise refusals.NotNow(row.number)
    return sealing.opened(row)


def as_fact(row: models.Document) -> types.Document:
    return types.Document(
        key=row.key,
        number=row.number,
        code=row.code,
        register=row.register,
        case=row.case,
        case_number=row.case_number,
        procedure=row.procedure,
        version=row.version,
        kind=row.kind,
        title=row.title,
        division=row.division,
        issued_at=row.issued_at,
        valid_until=row.valid_until,
        way=row.way,
        handed_at=row.handed_at,
        prints=row.prints,
        revoked_at=row.revoked_at,
        why=row.why,
        replaces=row.replaces,
        replaced_by=row.replaced_by,
        is_purged=row.purged_at is not None,
        standing=standing(row, at=clock.now()),
        address=setting.address_of(row.number, row.code),
    )
