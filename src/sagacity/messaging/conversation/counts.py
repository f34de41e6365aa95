"""Counting without contents: which phrases and languages a desk needs, by the month."""

from datetime import date, datetime

from django.db.models import F, Sum

from sagacity.kit import clock
from sagacity.messaging.conversation import models, types
from sagacity.messaging.conversation.types import How, Side


def count(*, board: str, phrase: str, language: str, side: Side, how: How, at: datetime) -> None:
    """One more; called inside the transaction in which it was said."""
    row, _new = models.Count.objects.get_or_create(
        month=clock.day(at).replace(day=1),
        board=board,
        phrase=phrase,
        language=language,
        side=side.value,
        how=how.value,
    )
    models.Count.objects.filter(pk=row.pk).update(times=F("times") + 1)


def figures(*, month: date) -> tuple[types.Counted, ...]:
    """What was said in a month, the most frequent first."""
    rows = models.Count.objects.filter(month=month.replace(day=1), times__gt=0)
    return tuple(
        types.Counted(
            row.board, row.phrase, row.language, Side(row.side), How(row.how), row.times
        )
        for row in rows.order_by("-times", "board", "phrase", "language")
    )  # fmt: skip


def months() -> tuple[date, ...]:
    """The months of which something is known, the newest first."""
    rows = models.Count.objects.values("month").annotate(many=Sum("times")).order_by("-month")
    return tuple(row["month"] for row in rows)
