"""Taking a file of changes in: each change once, in whatever order files come, with a report."""

import hashlib
from collections import Counter
from datetime import datetime

from django.db import IntegrityError, transaction

from sagacity.identity.register import inhabitants, models, reports, types
from sagacity.identity.register.differential import reading, rows
from sagacity.identity.register.differential.reading import Line
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit

MOST_MESSAGES = 500


def receive_differential(*, content: bytes, filename: str, by: policy.Person, at: datetime) -> types.Report:
    """Take a file in. The same file a second time changes nothing and gives the first report.

    Raises:
        BrokenFile: nothing of it was taken in; the sentence says why and what to do.
    """
    digest = hashlib.sha256(content).hexdigest()
    if known := models.Receipt.objects.filter(digest=digest).first():
        return reports.as_fact(known, is_repeated=True)
    table = reading.read(content)
    try:
        return _take(table, digest, filename, by, at)
    except IntegrityError:  # two people sent the same file at the same moment
        known = models.Receipt.objects.filter(digest=digest).first()
        if known is None:
            raise
        return reports.as_fact(known, is_repeated=True)


@transaction.atomic
def _take(table: reading.Table, digest: str, filename: str, by: policy.Person, at: datetime) -> types.Report:
    counts: Counter[str] = Counter()
    messages: list[types.RowMessage] = []
    changes = []
    for line in table.lines:
        try:
            changes.append(rows.understand(line))
        except (rows.RefusedRow, KeyError) as refusal:
            counts["refused"] += 1
            messages.append(_message(line, refusal))
    for change in sorted(changes, key=lambda each: each.sequence):
        counts[_apply(change, by, at, messages)] += 1
    numbers = [change.sequence for change in changes] or [0]
    receipt = models.Receipt.objects.create(
        key=keys.new("RegisterReceipt"),
        digest=digest,
        filename=filename[-200:],
        encoding=table.encoding,
        received_at=at,
        received_by=by.name or by.key,
        rows=len(table.lines),
        first_sequence=min(numbers),
        last_sequence=max(numbers),
        counts=dict(counts),
        messages=[[each.row, each.column, each.said] for each in messages[:MOST_MESSAGES]],
        left_out=list(table.left_out),
    )
    audit.record(actor=by, action="register.received", thing=receipt.key, at=at, after=dict(counts))
    return reports.as_fact(receipt)


def _apply(change: rows.Change, by: policy.Person, at: datetime, messages: list[types.RowMessage]) -> str:
    """What became of one change; one that is older than what is known of the person is only counted."""
    known = models.Inhabitant.objects.filter(number=change.number).first()
    if known is not None and change.sequence <= known.last_sequence:
        return "already"
    if change.entry is not None:
        inhabitants.enrol(entry=change.entry, by=by, at=at, sequence=change.sequence)
        return change.kind
    if known is None:
        messages.append(
            types.RowMessage(
                change.row, "宛名番号", "登録のない人の転出・死亡です。先に転入・新規の行を送ってください。"
            )
        )
        return "refused"
    assert change.on is not None
    inhabitants.leave(
        number=change.number, why=change.kind, on=change.on, by=by, at=at, sequence=change.sequence
    )
    return change.kind


def _message(line: Line, refusal: Exception) -> types.RowMessage:
    if isinstance(refusal, rows.RefusedRow):
        return types.RowMessage(line.row, refusal.column, refusal.said)
    return types.RowMessage(line.row, "", "列の数が見出しより少ない行です。区切りを確かめてください。")
