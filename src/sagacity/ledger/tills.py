"""Tills: money put in as change, and the count at the end of the day with what is too much or too little."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.written_through import written_through
from sagacity.ledger import accounts, models, refusals, settlements, transfers, types
from sagacity.ledger.days import NoReason
from sagacity.ledger.types import AccountKind, Till, TillCount

COINS = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1)


class NoSuchTill(LookupError):
    """No money ever lay in a till of this name."""


class LeavesMoreThanCounted(ValueError):
    """More would stay in the till than was counted."""


def tills() -> tuple[Till, ...]:
    """Every till, by its name."""
    found = accounts.accounts(kind=AccountKind.TILL)
    return tuple(Till(one.title, one.balance, last_count(till=one.title)) for one in found)


def last_count(*, till: str) -> TillCount | None:
    """When a till was counted last, and what lay in it."""
    row = models.TillCount.objects.filter(till=till).order_by("-id").first()
    return None if row is None else _as_fact(row)


def counts(*, till: str = "", limit: int = 60) -> tuple[TillCount, ...]:
    """Counts of a till, or of all; newest first."""
    rows = models.TillCount.objects.order_by("-id")
    return tuple(_as_fact(row) for row in (rows.filter(till=till) if till else rows)[:limit])


def put_in_change(
    *, client_key: str, till: str, amount: Yen, by: policy.Person, at: datetime
) -> types.Posting:
    """Put money of the city into a till, so that change can be given.

    Raises:
        NoAmount, ClientKeyTaken, DayClosed: nothing was put in.
    """
    move = types.Move(_till(till, at), _bank(at), amount, note="put in as change")
    return transfers.post(client_key=f"change:{client_key}", moves=[move], by=by, at=at)


def count_till(
    *,
    client_key: str,
    till: str,
    coins: Mapping[int, int],
    left: Yen,
    by: policy.Person,
    at: datetime,
    reason: str = "",
) -> TillCount:
    """Write down what lies in a till; the difference is booked apart, and what is not left goes to the bank.

    The same client key counts once.

    Raises:
        NoSuchTill, NoReason (there is a difference), LeavesMoreThanCounted, DayClosed: nothing is booked.
    """
    code = f"{AccountKind.TILL}:{till}"
    counted = sum(coin * many for coin, many in coins.items())
    if left > counted or left < 0:
        raise LeavesMoreThanCounted(till)
    with written_through(), transaction.atomic():
        account = models.Account.objects.select_for_update().filter(code=code).first()
        if account is None:
            raise NoSuchTill(till)
        if first := models.TillCount.objects.filter(client_key=client_key).first():
            if (first.till, first.counted, first.left) != (till, counted, left):
                raise refusals.ClientKeyTaken(client_key)
            return _as_fact(first)
        expected = accounts.as_fact(account).balance
        if counted != expected and not reason.strip():
            raise NoReason(till)
        row = models.TillCount.objects.create(
            client_key=client_key,
            till=till,
            day=clock.day(at),
            coins={str(coin): many for coin, many in coins.items() if many},
            counted=counted,
            expected=expected,
            left=left,
            reason=reason.strip()[:200],
            by=by.key,
            by_name=by.name,
            at=at,
        )
        _book(row, account.key, at, by)
        said = {"till": till, "counted": counted, "expected": expected, "left": left}
        audit.record(
            actor=by, action="ledger.count_till", thing=account.key, at=at, purpose=row.reason, after=said
        )
        return _as_fact(row)


def _book(row: models.TillCount, till: str, at: datetime, by: policy.Person) -> None:
    apart = settlements.open_for(AccountKind.DIFFERENCE, f"{AccountKind.DIFFERENCE}:till:{row.till}", at)
    moves = [
        *settlements.move(till, apart, row.counted - row.expected, "counted otherwise than the books say"),
        *settlements.move(_bank(at), till, row.counted - row.left, "taken to the bank"),
    ]
    if moves:
        transfers.post(client_key=f"counted:{row.client_key}", moves=moves, by=by, at=at)


def _till(name: str, at: datetime) -> str:
    return accounts.open_account(
        code=f"{AccountKind.TILL}:{name}",
        kind=AccountKind.TILL,
        title=name,
        floor=Yen(0),
        by=policy.SYSTEM,
        at=at,
    ).key


def _bank(at: datetime) -> str:
    return settlements.open_for(AccountKind.BANK, settlements.BANK, at)


def _as_fact(row: models.TillCount) -> TillCount:
    return TillCount(
        till=row.till,
        day=row.day,
        coins=row.coins,
        counted=Yen(row.counted),
        expected=Yen(row.expected),
        left=Yen(row.left),
        reason=row.reason,
        by_name=row.by_name,
        at=row.at,
    )
