"""Reports of providers as they were taken: fetched from the provider, or from a file. The newest counts."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.ledger import models, types
from sagacity.ledger.providers import base, chosen, report_files


def report_of(*, provider: str, day: date) -> types.Report | None:
    """The report that was taken last for a day."""
    row = newest(provider, day)
    return None if row is None else _as_fact(row)


def take_report(
    *,
    provider: str,
    day: date,
    by: policy.Person,
    at: datetime,
    content: bytes | None = None,
    name: str = "",
) -> types.Report:
    """Keep a report, from a file or fetched from the provider; the same one again is kept once.

    Raises:
        ProviderAway: it gives none yet.
        BrokenReport: the file is no report; nothing was kept.
    """
    if content is None:
        lines = chosen.provider(provider).settlement(day)
    else:
        chosen.provider(provider)
        lines = report_files.read(content)
    kept = [[one.payment, one.reference, one.kind, one.gross, one.charge] for one in lines]
    digest = hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()
    with transaction.atomic():
        last = newest(provider, day)
        if last is not None and last.digest == digest:
            return _as_fact(last)
        row = models.Report.objects.create(
            provider=provider,
            day=day,
            digest=digest,
            lines=kept,
            from_file=name[:200] if content is not None else "",
            taken_by=by.key,
            taken_at=at,
        )
        said = {"lines": len(kept), "digest": digest[:16]}
        audit.record(
            actor=by, action="ledger.take_report", thing=f"ledger:{provider}:{day}", at=at, after=said
        )
    return _as_fact(row)


def lines_of(*, provider: str, day: date) -> tuple[base.ReportLine, ...]:
    """What the report that was taken says; where none was taken, what the provider says now.

    Raises:
        ProviderAway: there is none yet.
    """
    row = newest(provider, day)
    if row is None:
        return chosen.provider(provider).settlement(day)
    return tuple(
        base.ReportLine(payment, reference, kind, Yen(gross), Yen(charge))
        for payment, reference, kind, gross, charge in row.lines
    )


def newest(provider: str, day: date) -> models.Report | None:
    return models.Report.objects.filter(provider=provider, day=day).order_by("-id").first()


def _as_fact(row: models.Report) -> types.Report:
    return types.Report(row.provider, row.day, len(row.lines), row.from_file, row.taken_at)
