"""The demonstration: bills for whoever has a mandate, and neighbours with mandates. Nobody owes anything."""

from datetime import datetime, timedelta

from django.conf import settings

from sagacity.kit import clock, policy
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.debit import api as debit

NEIGHBOURS = 24
LEVEL = 2
SURNAMES = ("ミホン", "サンプル", "レンシユウ", "タメシ")
NAMES = ("ハナコ", "タロウ", "ジロウ", "サクラ", "ミドリ", "イチロウ")
REFUSALS = {5: debit.Why.NAME, 11: debit.Why.ACCOUNT}


def is_on() -> bool:
    return bool(settings.DEMO)


def night() -> str:
    """Where the demonstration's bank carries files out; empty elsewhere."""
    return f"{settings.DEBIT_URL}/night/" if is_on() and settings.DEBIT_URL else ""


def make_bills(*, mandate: str, at: datetime) -> None:
    """One bill for each item of a mandate, due on the next day it is taken; once."""
    said = debit.mandate(key=mandate)
    for key in said.items:
        item = debit.plan().items.get(key)
        day = debit.next_day(item, after=clock.day(at), try_=debit.Try.FIRST) if item else None
        if item is None or day is None or not said.payer:
            continue
        amount = 3000 + int(said.number[-3:]) * 10
        ledger.make_bill(
            client_key=f"demo:debit:{said.payer}:{key}:{day}",
            title=item.name,
            amount=yen(amount),
            payer=said.payer,
            fee=item.fees[0],
            division=item.division,
            due_on=day,
            by=policy.SYSTEM,
            at=at,
        )


def fill(*, at: datetime) -> int:
    """Neighbours who have applied already, with what they owe; says how many are new."""
    items = tuple(debit.plan().items)[:2]
    branches = [
        one
        for code in debit.plan().near
        if code != debit.POSTAL_BANK
        for one in debit.find_branches(bank=code, limit=3)
    ]
    if not items or not branches:
        return 0
    new = 0
    for number in range(NEIGHBOURS):
        who = policy.Person(f"urn:ngsi-ld:Resident:demo-debit-{number}", "", "resident", level=LEVEL)
        if not debit.mandates_of(payer=who.key):
            _apply(number, who, items[number % len(items)], branches[number % len(branches)], at)
            new += 1
    return new


def _apply(number: int, who: policy.Person, item: str, branch: debit.Branch, at: datetime) -> None:
    holder = f"{SURNAMES[number % len(SURNAMES)]} {NAMES[number % len(NAMES)]}"
    account = debit.Account(
        branch.bank, branch.code, debit.AccountKind.ORDINARY, f"{1000001 + number * 137}", holder
    )
    applied_at = at - timedelta(days=40 - number)
    made = debit.apply(
        client_key=f"demo:neighbour:{number}", items=[item], account=account, by=who, at=applied_at
    )
    if number == NEIGHBOURS - 1:
        return  # one who has not been at the bank's page
    why = REFUSALS.get(number, debit.Why.NONE)
    answer = debit.Answer(
        provider="bank",
        event=f"demo:{made.key}",
        mandate=made.key,
        outcome=debit.Outcome.REFUSED if why else debit.Outcome.ACCEPTED,
        why=why,
        way=debit.Way.WEBHOOK,
        at=applied_at,
    )
    debit.hear(answer=answer, at=applied_at)
    if not why:
        make_bills(mandate=made.key, at=at)
