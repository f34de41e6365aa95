"""Figures of the ledger: how money stands today, what each fee item brought, which days wait to be closed."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Sum

from sagacity.kit import clock
from sagacity.kit.money import Yen
from sagacity.ledger import models, types
from sagacity.ledger.finding import midnight
from sagacity.ledger.types import UNDER_WAY, AccountKind, Glance, Income, PaidBy, PaymentState, RefundState


def glance(*, at: datetime) -> Glance:
    """What is owed, what came today by which method, what went back, and what waits for people."""
    day = clock.day(at)
    today = {"gte": midnight(day), "lt": midnight(day + timedelta(days=1))}
    settled = Exists(models.Payment.objects.filter(bill=OuterRef("pk"), state=PaymentState.SETTLED))
    owed = models.Bill.objects.filter(~settled, cancelled_at=None)
    late = Q(due_on__lt=day)
    bills = owed.aggregate(
        many=Count("pk"),
        yen=Sum("amount"),
        late=Count("pk", filter=late),
        late_yen=Sum("amount", filter=late),
    )
    back = models.Refund.objects.filter(
        state=RefundState.DONE, done_at__gte=today["gte"], done_at__lt=today["lt"]
    ).aggregate(many=Count("pk"), yen=Sum("amount"))
    held = models.Payment.objects.filter(state=PaymentState.QUESTIONED).aggregate(
        many=Count("pk"), yen=Sum("received")
    )
    return Glance(
        day=day,
        open_count=bills["many"],
        open_yen=Yen(bills["yen"] or 0),
        overdue_count=bills["late"],
        overdue_yen=Yen(bills["late_yen"] or 0),
        under_way=models.Payment.objects.filter(state__in=UNDER_WAY).count(),
        paid=paid_by(day=day),
        refunded_count=back["many"],
        refunded_yen=Yen(back["yen"] or 0),
        waiting_refunds=models.Refund.objects.filter(state=RefundState.ASKED).count(),
        in_question_count=held["many"],
        in_question_yen=Yen(held["yen"] or 0),
        refused_claims=models.RefusedClaim.objects.filter(closed_at=None).count(),
    )


def paid_by(*, day: date) -> tuple[PaidBy, ...]:
    """What was paid on a day in Japan, by provider and method; refunds are not taken off."""
    rows = (
        models.Payment.objects.filter(
            settled_at__gte=midnight(day), settled_at__lt=midnight(day + timedelta(days=1))
        )
        .filter(state=PaymentState.SETTLED)
        .values("provider", "method")
        .annotate(many=Count("pk"), yen=Sum("amount"))
        .order_by("provider", "method")
    )
    return tuple(PaidBy(one["provider"], one["method"], one["many"], Yen(one["yen"])) for one in rows)


def income(*, fiscal_year: int = 0) -> tuple[Income, ...]:
    """By fiscal year, division and fee item: bills, what they ask for, and what of it is still owed."""
    rows = models.Account.objects.filter(kind__in=[AccountKind.INCOME, AccountKind.RECEIVABLE])
    if fiscal_year:
        rows = rows.filter(fiscal_year=fiscal_year)
    sums: dict[tuple[int, str, str], list[int]] = {}
    for row in rows:
        found = sums.setdefault((row.fiscal_year, row.division, row.title), [0, 0])
        if row.kind == AccountKind.INCOME:
            found[0] += row.credits - row.debits
        else:
            found[1] += row.debits - row.credits
    many = _bills(fiscal_year)
    return tuple(
        Income(year, division, fee, many.get((year, division, fee), 0), Yen(billed), Yen(owed))
        for (year, division, fee), (billed, owed) in sorted(
            sums.items(), key=lambda one: (-one[0][0], one[0])
        )
    )


def open_days(*, at: datetime, limit: int = 60) -> tuple[date, ...]:
    """Days that are over, have transfers and were not closed, oldest first."""
    closed = models.Day.objects.filter(is_closed=True).values("day")
    rows = models.Transfer.objects.filter(booked_on__lt=clock.day(at)).exclude(booked_on__in=closed)
    return tuple(rows.order_by("booked_on").values_list("booked_on", flat=True).distinct()[:limit])


def days(*, limit: int = 60, offset: int = 0) -> tuple[tuple[types.Day, int, Yen], ...]:
    """Days with transfers, newest first: what became of each, how many went, and how much."""
    rows = (
        models.Transfer.objects.values("booked_on")
        .annotate(many=Count("pk"), yen=Sum("amount"))
        .order_by("-booked_on")[offset : offset + limit]
    )
    known = {row.day: row for row in models.Day.objects.filter(day__in=[one["booked_on"] for one in rows])}
    return tuple((_day(one["booked_on"], known), one["many"], Yen(one["yen"])) for one in rows)


def _bills(fiscal_year: int) -> dict[tuple[int, str, str], int]:
    rows = models.Bill.objects.all()
    rows = rows.filter(fiscal_year=fiscal_year) if fiscal_year else rows
    counted = rows.values("fiscal_year", "division", "fee").annotate(many=Count("pk")).order_by()
    return {(one["fiscal_year"], one["division"], one["fee"] or "other"): one["many"] for one in counted}


def _day(day: date, known: dict[date, models.Day]) -> types.Day:
    row = known.get(day)
    if row is None:
        return types.Day(day, is_closed=False, closed_at=None, closed_by="", reason="")
    return types.Day(row.day, row.is_closed, row.closed_at, row.closed_by, row.reason)
