"""Taking out whole days of the log after their years: into a file first; the chain goes on from there."""

from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from sagacity.kit import policy
from sagacity.kit.audit import chain, exporting, following, lines, models


class NothingToDrop(Exception):
    """No whole day of the chain is that old, or the chain does not hold: what is wrong is not taken out."""


def drop(*, before: date, folder: Path, at: datetime) -> exporting.Exported:
    """Write out all days before `before`, note the digest from which the chain goes on, and take them out.

    Raises:
        NothingToDrop: nothing was changed.
    """
    broken = following.verify()
    if broken:
        raise NothingToDrop(f"the log does not hold in {len(broken)} places: see audit_verify")
    last = models.Seal.objects.filter(day__lt=before).order_by("-number").first()
    if last is None or last.number == chain.anchor().number:
        raise NothingToDrop("no day of the log is that old, or all of them are")
    folder.mkdir(parents=True, exist_ok=True)
    written = exporting.export(through=last.day, to=folder / f"audit-through-{last.day}.jsonl.gz")
    with transaction.atomic():
        models.Dropped.objects.create(
            through=last.number,
            day=last.day,
            digest=last.digest,
            at=at,
            file=written.path.name,
            file_digest=written.digest,
        )
        lines.record(
            actor=policy.SYSTEM,
            action="audit.drop",
            thing=f"seals through {last.number} of {last.day}",
            at=at,
            after={"file": written.path.name, "sha256": written.digest},
        )
        _take_out(last.number)
    return written


def _take_out(through: int) -> None:
    """Lines first: the guard of the database lets go only of what a note of dropping covers."""
    seal, line = models.Seal._meta.db_table, models.Line._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {line} WHERE id IN (SELECT s.line FROM {seal} s WHERE s.number <= %s)", [through]
        )
        cursor.execute(f"DELETE FROM {seal} WHERE number <= %s", [through])
