"""Mandates: who lets the city take what from which account."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import my_number
from sagacity.ledger.debit import checking, facts, models, plan, sealing, signals, types
from sagacity.ledger.debit import letters as bank_letters
from sagacity.ledger.debit.models import Standing
from sagacity.ledger.debit.types import MandateState, Why

LEVEL = 2  # the citizen card


class NoSuchMandate(LookupError):
    """There is no mandate of this key."""


class NothingChosen(ValueError):
    """A mandate is for something."""


class AppliedAlready(Exception):
    """Another application for the item is under way; `item` says for which."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class IsOver(Exception):
    """It was refused or has ended."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which mandates somebody looks for; empty parts ask nothing."""

    words: str = ""  # a number, the bank's code, or a holder's name
    states: tuple[MandateState, ...] = ()
    item: str = ""
    order: str = "-applied_at"
    questioned_before: datetime | None = None  # under way, and since before


ORDERS = ("-applied_at", "applied_at", "number", "bank")


def mandate(*, key: str) -> types.Mandate:
    """One mandate.

    Raises:
        NoSuchMandate: there is none of this key.
    """
    return facts.mandate(row_of(key))


def mandates_of(*, payer: str) -> tuple[types.Mandate, ...]:
    """All of a resident's, newest first."""
    if not payer:
        return ()
    rows = models.Mandate.objects.filter(payer=payer).prefetch_related("item_rows").order_by("-id")
    return tuple(facts.mandate(row) for row in rows)


def find(*, asked: Asked, limit: int = 50, offset: int = 0) -> tuple[tuple[types.Mandate, ...], int]:
    """Mandates for staff, and how many there are."""
    rows = _found(asked)
    order = asked.order if asked.order in ORDERS else ORDERS[0]
    some = rows.prefetch_related("item_rows").order_by(order, "id")[offset : offset + limit]
    return tuple(facts.mandate(row) for row in some), rows.count()


def counts() -> dict[MandateState, int]:
    """How many there are in each state."""
    rows = models.Mandate.objects.values("state").annotate(many=Count("id"))
    many = {row["state"]: row["many"] for row in rows}
    return {state: many.get(state.value, 0) for state in MandateState}


def account(*, mandate: str, by: policy.Person, purpose: str, at: datetime) -> types.Account | None:
    """The account with its number and holder; the look stands in the audit log. None: it was forgotten.

    Raises:
        NoSuchMandate: there is none of this key.
    """
    row = row_of(mandate)
    audit.record(
        actor=by,
        action="debit.look",
        thing=row.key,
        subject=row.payer,
        purpose=purpose,
        channel="desk",
        at=at,
    )
    return sealing.account_of(row) if row.sealed else None


def apply(
    *,
    client_key: str,
    items: Sequence[str],
    account: types.Account,
    by: policy.Person,
    at: datetime,
    reach: str = "",
    language: str = "ja",
) -> types.Mandate:
    """Ask that certain payments be taken from an account; the same client key gives the first mandate back.

    Raises:
        TooLittleAssurance, NothingChosen, NoSuchItem, BadAccount, AppliedAlready: nothing was asked.
    """
    policy.demand(by, level=LEVEL)
    if first := models.Mandate.objects.filter(client_key=client_key, payer=by.key).first():
        return facts.mandate(first)
    wanted = tuple(plan.plan().item(key) for key in dict.fromkeys(items))
    if not wanted:
        raise NothingChosen
    good = checking.checked(account, items=wanted)
    try:
        with transaction.atomic():
            return _apply(client_key, wanted, good, by, at, reach, language)
    except IntegrityError as problem:
        if first := models.Mandate.objects.filter(client_key=client_key, payer=by.key).first():
            return facts.mandate(first)
        raise AppliedAlready(_taken(by.key, wanted)) from problem


@transaction.atomic
def end(*, mandate: str, why: Why, by: policy.Person, at: datetime) -> types.Mandate:
    """Take no more from the account; ended twice is ended once. A file that is with the bank goes on.

    Raises:
        NoSuchMandate: there is none of this key.
    """
    row = row_of(mandate, lock=True)
    if row.state in {MandateState.REFUSED, MandateState.ENDED}:
        return facts.mandate(row)
    close(row, state=MandateState.ENDED, why=why, by=by, at=at)
    return facts.mandate(row)


def close(row: models.Mandate, *, state: MandateState, why: Why, by: policy.Person, at: datetime) -> None:
    """Refuse or end a mandate and tell it; the caller holds its row."""
    row.state, row.why, row.ended_at = state, why, at
    row.save(update_fields=["state", "why", "ended_at"])
    row.item_rows.update(standing=Standing.OVER)
    audit.record(actor=by, action=f"debit.{state}", thing=row.key, at=at, after={"why": why})
    signals.mandate_changed.announce(types.MandateChanged(row.key, state, why, at))


def live_for(*, item: str) -> "QuerySet[models.Mandate]":
    """Rows of accepted mandates that an item is taken by."""
    return models.Mandate.objects.filter(
        state=MandateState.ACCEPTED, item_rows__item=item, item_rows__standing=Standing.LIVE
    ).exclude(sealed=b"")


def row_of(key: str, *, lock: bool = False) -> models.Mandate:
    rows = models.Mandate.objects.select_for_update() if lock else models.Mandate.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchMandate(key)
    return row


def move(*, old: str, new: str) -> None:
    """Their notices go to another profile from now on."""
    models.Mandate.objects.filter(reach=old).update(reach=new)


def _apply(
    client_key: str,
    items: Iterable[types.Item],
    account: types.Account,
    by: policy.Person,
    at: datetime,
    reach: str,
    language: str,
) -> types.Mandate:
    key = keys.new("Mandate")
    row = models.Mandate.objects.create(
        key=key,
        client_key=client_key,
        number=_number(),
        payer=by.key,
        reach=reach,
        bank=account.bank,
        branch=account.branch,
        kind=account.kind,
        tail=account.number[-3:],
        sealed=sealing.close(account, about=key),
        holder_print=sealing.print_of(account.holder),
        language=language,
        state=MandateState.APPLIED,
        applied_at=at,
    )
    chosen = [one.key for one in items]
    models.MandateItem.objects.bulk_create(
        models.MandateItem(mandate=row, payer=by.key, item=one, standing=Standing.OPEN) for one in chosen
    )
    said = {"items": chosen, "bank": account.bank, "branch": account.branch}
    audit.record(actor=by, action="debit.apply", thing=row.key, at=at, after=said)
    return facts.mandate(row)


def _number() -> str:
    """Twelve digits at random that cannot be taken for a 個人番号: doors would stop whoever types one."""
    while True:
        number = f"{secrets.randbelow(9 * 10**11) + 10**11}"
        if not my_number.stands_in(number):
            return number


def _taken(payer: str, items: Iterable[types.Item]) -> str:
    rows = models.MandateItem.objects.filter(payer=payer, standing=Standing.OPEN)
    under_way = set(rows.values_list("item", flat=True))
    return next((one.key for one in items if one.key in under_way), "")


def _found(asked: Asked) -> "QuerySet[models.Mandate]":
    rows = models.Mandate.objects.all()
    if asked.states:
        rows = rows.filter(state__in=asked.states)
    if asked.item:
        rows = rows.filter(item_rows__item=asked.item)
    if asked.questioned_before:
        rows = rows.filter(state__in=models.OPEN_STATES, applied_at__lt=asked.questioned_before)
    if words := asked.words.strip():
        digits = words.replace("-", "").replace(" ", "")
        holder = bank_letters.normal(words)
        by_number = Q(number__startswith=digits) | Q(bank=digits) if digits.isdigit() else Q()
        rows = rows.filter(by_number | Q(holder_print__in=sealing.prints_of(holder)))
    return rows
