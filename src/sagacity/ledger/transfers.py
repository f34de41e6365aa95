"""Transfers: money that went. `post` and `reverse` are the only ways one comes into being."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.models import Sum

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.written_through import written_through
from sagacity.ledger import models, refusals, types
from sagacity.ledger.accounts import NoSuchAccount


class NoSuchTransfer(LookupError):
    """There is no transfer of this key."""


def transfers(
    *, account: str = "", about: str = "", booked_on: date | None = None
) -> tuple[types.Transfer, ...]:
    """What went to or from an account, for one thing, or on one day; oldest first."""
    rows = models.Transfer.objects.select_related("debit", "credit", "reverses").order_by("id")
    if account:
        rows = rows.touching(account)
    if about:
        rows = rows.filter(about=about)
    if booked_on is not None:
        rows = rows.filter(booked_on=booked_on)
    return tuple(_as_fact(row) for row in rows)


def transfers_between(
    *, since: date, until: date, account: str = ""
) -> Iterator[tuple[types.Transfer, str, str]]:
    """What went in these days, oldest first, with the codes of both accounts; none held at once."""
    rows = models.Transfer.objects.filter(booked_on__gte=since, booked_on__lte=until)
    if account:
        rows = rows.at_code(account)
    for row in rows.select_related("debit", "credit", "reverses").order_by("id").iterator(chunk_size=1000):
        yield _as_fact(row), row.debit.code, row.credit.code


def post(
    *,
    client_key: str,
    moves: Sequence[types.Move],
    by: policy.Person,
    at: datetime,
    booked_on: date | None = None,
) -> types.Posting:
    """Let money go, all of it or none; the same client key gives the first posting back.

    `booked_on` is the day of the books, today's if nothing is said. When this returns, it is on the disk.

    Raises:
        NothingToPost, NoAmount, ClientKeyTaken, Overdrawn, DayClosed, NoSuchAccount: nothing went.
    """
    if not moves:
        raise refusals.NothingToPost(client_key)
    if any(move.amount <= 0 for move in moves):  # the database would name an empty account first
        raise refusals.NoAmount(client_key)
    day = booked_on or clock.day(at)

    def write(posting: models.Posting) -> list[types.Transfer]:
        numbers = _numbers_of_accounts(moves)
        return [_write(posting, numbers, one, day, at) for one in moves]

    asked = _digest([asdict(move) for move in moves])
    return _once(client_key, asked, write, action="ledger.post", by=by, at=at)


def reverse(
    *,
    client_key: str,
    transfer: str,
    by: policy.Person,
    at: datetime,
    amount: Yen | None = None,
    note: str = "",
    booked_on: date | None = None,
) -> types.Posting:
    """Take a transfer back by one the other way round, wholly or in part, never more than went.

    Raises:
        NoSuchTransfer, ClientKeyTaken, MoreThanWent, Overdrawn, DayClosed: nothing went back.
    """
    went = models.Transfer.objects.filter(key=transfer).select_related("debit", "credit").first()
    if went is None:
        raise NoSuchTransfer(transfer)
    back = types.Move(went.credit.key, went.debit.key, amount or left_of(key=transfer), went.about, note)
    day = booked_on or clock.day(at)

    def write(posting: models.Posting) -> list[types.Transfer]:
        numbers = {went.debit.key: went.debit_id, went.credit.key: went.credit_id}
        return [_write(posting, numbers, back, day, at, reverses=went)]

    asked = _digest({"reverses": transfer, "amount": amount, "note": note})
    return _once(client_key, asked, write, action="ledger.reverse", by=by, at=at)


def left_of(*, key: str) -> Yen:
    """How much of a transfer has not been taken back.

    Raises:
        NoSuchTransfer: there is none.
    """
    row = models.Transfer.objects.filter(key=key).first()
    if row is None:
        raise NoSuchTransfer(key)
    return Yen(row.amount - (row.reversals.aggregate(yen=Sum("amount"))["yen"] or 0))


def _once(
    client_key: str,
    asked: str,
    write: Callable[[models.Posting], list[types.Transfer]],
    *,
    action: str,
    by: policy.Person,
    at: datetime,
) -> types.Posting:
    """Write a posting on the disk, or find the one that was written under this key."""
    with written_through():
        try:
            with transaction.atomic():
                posting = models.Posting.objects.create(client_key=client_key, digest=asked, by=by.key, at=at)
                made = write(posting)
                done = types.Posting(client_key, tuple(made))
                said = {"client_key": client_key, "yen": done.total}
                audit.record(actor=by, action=action, thing=made[0].key, at=at, after=said)
                return done
        except IntegrityError as problem:
            if first := _made_before(client_key, asked):  # asked last: most wishes come once
                return first
            raise refusals.named(problem, client_key) from problem


def _made_before(client_key: str, asked: str) -> types.Posting | None:
    row = models.Posting.objects.filter(client_key=client_key).first()
    if row is None:
        return None
    if row.digest != asked:
        raise refusals.ClientKeyTaken(client_key)
    made = row.transfers.select_related("debit", "credit", "reverses").order_by("id")
    return types.Posting(client_key, tuple(_as_fact(one) for one in made))


def _numbers_of_accounts(moves: Sequence[types.Move]) -> dict[str, int]:
    return {key: _number_of_account(key) for move in moves for key in (move.debit, move.credit)}


@lru_cache(maxsize=4096)
def _number_of_account(key: str) -> int:
    """Asked once: an account is never taken away, and a key is never given twice."""
    number = models.Account.objects.filter(key=key).values_list("pk", flat=True).first()
    if number is None:
        raise NoSuchAccount(key)
    return number


def _write(
    posting: models.Posting,
    numbers: Mapping[str, int],
    move: types.Move,
    day: date,
    at: datetime,
    *,
    reverses: models.Transfer | None = None,
) -> types.Transfer:
    row = models.Transfer.objects.create(
        key=keys.new("Transfer"),
        posting=posting,
        debit_id=numbers[move.debit],
        credit_id=numbers[move.credit],
        amount=move.amount,
        about=move.about,
        note=move.note,
        booked_on=day,
        at=at,
        reverses=reverses,
    )
    back = reverses.key if reverses else ""
    return types.Transfer(
        row.key, move.debit, move.credit, move.amount, move.about, move.note, day, at, reverses=back
    )


def _digest(asked: object) -> str:
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _as_fact(row: models.Transfer) -> types.Transfer:
    return types.Transfer(
        key=row.key,
        debit=row.debit.key,
        credit=row.credit.key,
        amount=Yen(row.amount),
        about=row.about,
        note=row.note,
        booked_on=row.booked_on,
        at=row.at,
        reverses=row.reverses.key if row.reverses else "",
    )
