"""What the ledger empties by the clock. Amounts, postings and what providers said stay: they are the books.

Five fiscal years after the one in which a bill ended, nobody can ask for its money any more
(地方自治法第236条), so its payer and everybody's free words go. A bill that is owed keeps its payer.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sagacity.kit import clock
from sagacity.ledger import models, questions
from sagacity.ledger.finding import midnight
from sagacity.ledger.types import UNDER_WAY, PaymentState

YEARS = 5  # fiscal years after the one in which it ended
WAYS_BACK = timedelta(days=30)  # pages and numbers of a payment that is over
REFUSED = timedelta(days=365)


def empty_what_is_over(*, at: datetime) -> dict[str, int]:
    """Empty what nobody needs any more; says how many rows of each kind lost something."""
    end = midnight(_first_day_kept(clock.day(at)))
    return {
        "ways_back": _ways_back(at),
        "payers": _payers(end),
        "words": _words(end),
        "explanations": models.Explanation.objects.filter(at__lt=end).exclude(text="").update(text=""),
        "reports": models.Report.objects.filter(taken_at__lt=end).exclude(lines=[]).update(lines=[]),
        "refused": questions.forget_refused(before=at - REFUSED),
    }


def _first_day_kept(day: date) -> date:
    return date(clock.fiscal_year(day) - YEARS, 4, 1)


def _ways_back(at: datetime) -> int:
    """Pages of a provider, numbers for a shop, and where the payer came from."""
    over = models.Payment.objects.exclude(state__in=UNDER_WAY).filter(expires_at__lt=at - WAYS_BACK)
    some = over.exclude(Q(address="") & Q(number="") & Q(back_to=""))
    return some.update(address="", number="", back_to="")


def _payers(end: datetime) -> int:
    """Whose bill it was, and what of the person its fee depended on."""
    some = _ended(models.Bill.objects.exclude(Q(payer="") & Q(case=None)), end)
    return models.Bill.objects.filter(pk__in=list(some.values_list("pk", flat=True)[:20_000])).update(
        payer="", case=None
    )


def _words(end: datetime) -> int:
    """Why something went back, what a slip or a till was called, why a till did not fit."""
    refunds = models.Refund.objects.filter(done_at__lt=end).exclude(reason="").update(reason="")
    counts = models.TillCount.objects.filter(at__lt=end).exclude(reason="").update(reason="")
    claims = models.RefusedClaim.objects.filter(last_at__lt=end).exclude(closed_why="").update(closed_why="")
    return refunds + counts + claims


def _ended(rows: "QuerySet[models.Bill]", end: datetime) -> "QuerySet[models.Bill]":
    """Bills that were paid or cancelled before this, and about which nothing happened since."""
    settled = models.Payment.objects.filter(
        bill=OuterRef("pk"), state=PaymentState.SETTLED, settled_at__lt=end
    )
    since = models.PaymentEvent.objects.filter(payment__bill=OuterRef("pk"), at__gte=end)
    return rows.filter(Q(cancelled_at__lt=end) | Exists(settled)).exclude(Exists(since))
