"""Checking a document: by number and code, or the file itself. Who it was given to is never said."""

import hmac
from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.paper import api as paper
from sagacity.kit.paper.api import Judgement
from sagacity.procedures.outcomes import documents, models, numbers, types
from sagacity.procedures.outcomes.types import Standing


def verify(*, number: str, code: str, at: datetime | None = None) -> types.Verdict:
    """By what stands on paper; a wrong number and a wrong code sound alike."""
    typed = numbers.folded_code(code)
    row = models.Document.objects.filter(number=numbers.folded_number(number)).first()
    if row is None or not hmac.compare_digest(row.code.encode(), typed.encode()):
        return types.Verdict(Standing.NOT_OURS)
    return _about(row, at=at or clock.now(), of_file=False)


def verify_file(*, pdf: bytes, at: datetime | None = None) -> types.Verdict:
    """By the file: its signature must hold over all of it, and these very bytes must have been given out."""
    now = at or clock.now()
    judged = paper.judge(pdf, at=now)
    row = models.Document.objects.filter(digest=judged.digest).first()
    if judged.judgement is Judgement.HOLDS and row is not None:
        return _about(row, at=now, of_file=True)
    if judged.judgement in (Judgement.HOLDS, Judgement.CHANGED, Judgement.ADDED_TO):
        return types.Verdict(Standing.CHANGED, of_file=True)
    return types.Verdict(Standing.NOT_OURS, of_file=True)


def _about(row: models.Document, *, at: datetime, of_file: bool) -> types.Verdict:
    return types.Verdict(
        standing=documents.standing(row, at=at),
        title=row.title,
        number=row.number,
        issued_on=clock.day(row.issued_at),
        valid_until=row.valid_until,
        revoked_on=clock.day(row.revoked_at) if row.revoked_at else None,
        is_replaced=bool(row.replaced_by),
        of_file=of_file,
    )
