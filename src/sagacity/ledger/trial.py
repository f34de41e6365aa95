"""The trial balance: the transfers added up anew, beside what the accounts say."""

from django.db.models import Sum

from sagacity.kit.money import Yen
from sagacity.ledger import models, types


def trial_balance() -> types.Trial:
    """Whether debits equal credits, and each account says what its transfers say.

    The database keeps the totals by triggers; this finds what somebody changed past them.
    """
    debits = _added_up("debit_id")
    credits = _added_up("credit_id")
    rows = models.Account.objects.order_by("code")
    wrong = tuple(
        row.code
        for row in rows
        if (row.debits, row.credits) != (debits.get(row.pk, 0), credits.get(row.pk, 0))
    )
    said = models.Account.objects.aggregate(debits=Sum("debits"), credits=Sum("credits"))
    return types.Trial(Yen(said["debits"] or 0), Yen(said["credits"] or 0), wrong)


def _added_up(side: str) -> dict[int, int]:
    rows = models.Transfer.objects.values_list(side).annotate(yen=Sum("amount")).order_by()
    return dict(rows)
