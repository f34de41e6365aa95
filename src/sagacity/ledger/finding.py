"""Finding bills: by number, case, provider's number, words of the title, state, fee, division, year, day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from sagacity.kit import clock, keys
from sagacity.kit.money import Yen
from sagacity.ledger import facts, models, types
from sagacity.ledger.types import UNDER_WAY, BillState, FoundBills, PaymentState, RefundState

LANGUAGES = ("ja", "en", "zh-hans", "ko", "vi")
LEAST_OF_NUMBER = 4  # letters of a short number that are enough to look for it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; whatever is empty is not asked about."""

    words: str = ""
    state: str = ""  # of BillState, or "questioned", "under_way", "overdue"
    fee: str = ""
    division: str = ""
    fiscal_year: int = 0
    since: date | None = None  # made from this day
    until: date | None = None
    today: date | None = None  # for what is overdue


def find_bills(*, wanted: Wanted, limit: int = 25, offset: int = 0, newest_first: bool = True) -> FoundBills:
    """One page of the bills that fit, with how many there are and what they ask for together."""
    rows = _rows(wanted)
    order = ("-created_at", "-id") if newest_first else ("created_at", "id")
    page = rows.order_by(*order).prefetch_related("payments__refunds", "payments__came_from")
    said = rows.aggregate(yen=Sum("amount"))
    return FoundBills(
        tuple(facts.bill(row) for row in page[offset : offset + limit]), rows.count(), Yen(said["yen"] or 0)
    )


def all_bills(*, wanted: Wanted) -> Iterator[types.Bill]:
    """Every bill that fits, oldest first, without all of them being held at once."""
    rows = _rows(wanted).order_by("id").prefetch_related("payments__refunds", "payments__came_from")
    for row in rows.iterator(chunk_size=500):
        yield facts.bill(row)


def divisions_and_fees() -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """What bills name, for lists to choose from; read from the accounts, which are few."""
    rows = models.Account.objects.filter(kind=types.AccountKind.INCOME)
    return (
        tuple(sorted({row.division for row in rows if row.division})),
        tuple(sorted({row.title for row in rows if row.title != "other"})),
        tuple(sorted({row.fiscal_year for row in rows if row.fiscal_year}, reverse=True)),
    )


def _rows(wanted: Wanted) -> QuerySet[models.Bill]:
    rows = models.Bill.objects.all()
    if words := wanted.words.strip():
        rows = rows.filter(_said(words))
    for name in ("fee", "division", "fiscal_year"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.since:
        rows = rows.filter(created_at__gte=midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(created_at__lt=midnight(wanted.until + timedelta(days=1)))
    return _of_state(rows, wanted)


def _said(words: str) -> Q:
    """A key, a short number of bill or receipt, a number of provider or shop, an amount, or a title."""
    found = Q(key=words) | Q(about=words) | Q(payments__key=words)
    letters = words.lower()
    if len(letters) >= LEAST_OF_NUMBER and letters.isalnum() and letters.isascii():
        found |= Q(key__startswith=f"{keys.PREFIX}Bill:{letters}")
        paid = models.Payment.objects.filter(
            Q(key__startswith=f"{keys.PREFIX}Payment:{letters}") | Q(reference=words) | Q(number=words)
        )
        found |= Q(pk__in=paid.values("bill"))
    else:
        found |= Q(pk__in=models.Payment.objects.filter(reference=words).values("bill"))
    amount = words.replace(",", "").removesuffix("円").removeprefix("¥")
    if amount.isascii() and amount.isdigit() and len(amount) < 12:
        found |= Q(amount=int(amount))
    for language in LANGUAGES:
        found |= Q(**{f"title__{language}__icontains": words})
    return Q(pk__in=models.Bill.objects.filter(found).values("pk"))


def _of_state(rows: QuerySet[models.Bill], wanted: Wanted) -> QuerySet[models.Bill]:
    def has(**said: Any) -> Exists:
        return Exists(models.Payment.objects.filter(bill=OuterRef("pk"), **said))

    state, settled = wanted.state, has(state=PaymentState.SETTLED)
    if state in {BillState.OPEN, "overdue"}:
        rows = rows.filter(~settled, cancelled_at=None)
        return rows.filter(due_on__lt=wanted.today) if state == "overdue" and wanted.today else rows
    if state == BillState.CANCELLED:
        return rows.filter(~settled, cancelled_at__isnull=False)
    if state == "questioned":
        return rows.filter(has(state=PaymentState.QUESTIONED))
    if state == "under_way":
        return rows.filter(has(state__in=UNDER_WAY))
    if state in {BillState.PAID, BillState.PART_REFUNDED, BillState.REFUNDED}:
        back = models.Refund.objects.filter(
            payment__bill=OuterRef("pk"), payment__state=PaymentState.SETTLED, state=RefundState.DONE
        )
        went = back.order_by().values("payment__bill").annotate(yen=Sum("amount")).values("yen")
        rows = rows.filter(settled).annotate(went_back=Coalesce(went[:1], 0))
        if state == BillState.PAID:
            return rows.filter(went_back=0)
        if state == BillState.REFUNDED:
            return rows.filter(went_back=F("amount"))
        return rows.filter(went_back__gt=0, went_back__lt=F("amount"))
    return rows


def midnight(day: date) -> datetime:
    """When a day begins in Japan."""
    return datetime.combine(day, time.min, tzinfo=clock.JAPAN)
