"""Settlement: a provider's report of one day beside our books, and what it pays out to the bank.

Compared is per payment what went between payer and city that day. Nothing is balanced silently: what only
one side knows is shown with its reason, and money the books do not know stands on a difference account.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from sagacity.kit import policy
from sagacity.kit.money import Yen
from sagacity.ledger import accounts, models, reports, transfers, types
from sagacity.ledger.providers import base
from sagacity.ledger.types import AccountKind, Compared, Difference, Mismatch, Settlement

BANK = "bank"


def compare(*, provider: str, day: date) -> Settlement:
    """What a provider reports of a day (in Japan) beside our books; changes nothing.

    Raises:
        ProviderAway: there is no report yet.
    """
    lines = reports.lines_of(provider=provider, day=day)
    there = _added_up(lines)
    here, other_days = _here(provider, day)
    differences = [
        _difference(payment, there.get(payment), here.get(payment), other_days.get(payment))
        for payment in sorted({*there, *here})
        if there.get(payment, 0) != here.get(payment, 0)
    ]
    return Settlement(
        provider=provider,
        day=day,
        lines=len(lines),
        gross=Yen(sum(line.gross for line in lines)),
        charges=Yen(sum(line.charge for line in lines)),
        differences=tuple(differences),
        is_posted=is_settled(provider=provider, day=day),
    )


def line_by_line(*, provider: str, day: date) -> tuple[Compared, ...]:
    """Every payment of a day in the report beside our books; those that differ first.

    Raises:
        ProviderAway: there is no report yet.
    """
    lines = reports.lines_of(provider=provider, day=day)
    there, (here, _other) = _added_up(lines), _here(provider, day)
    reasons = {one.payment: one.reason for one in compare(provider=provider, day=day).differences}
    charges: Counter[str] = Counter()
    for line in lines:
        charges[line.payment] += line.charge
    references = {line.payment: line.reference for line in lines}
    known = models.Payment.objects.filter(key__in={*there, *here}).select_related("bill")
    bills = {row.key: row.bill.key for row in known}
    found = [
        Compared(
            payment=payment,
            bill=bills.get(payment, ""),
            reference=references.get(payment, ""),
            there=Yen(there.get(payment, 0)),
            here=Yen(here.get(payment, 0)),
            charge=Yen(charges[payment]),
            reason=reasons[payment].value if payment in reasons else "",
        )
        for payment in sorted({*there, *here})
    ]
    return tuple(sorted(found, key=lambda one: not one.reason))


def settle(*, provider: str, day: date, by: policy.Person, at: datetime) -> Settlement:
    """Post what a provider pays out for a day: to the bank, its charges apart, the unexplained apart; once.

    Raises:
        ProviderAway: there is no report yet.
        ClientKeyTaken: the report says something else than when the day was settled.
        DayClosed: the day's books are closed.
    """
    found = compare(provider=provider, day=day)
    unexplained: int = sum(one.there for one in found.differences if one.reason is not Mismatch.ANOTHER_DAY)
    unexplained -= sum(one.here for one in found.differences if one.reason is Mismatch.AMOUNT)
    holder = open_for(AccountKind.PROVIDER, f"{AccountKind.PROVIDER}:{provider}", at)
    apart = open_for(AccountKind.DIFFERENCE, f"{AccountKind.DIFFERENCE}:{provider}", at)
    bank = open_for(AccountKind.BANK, BANK, at)
    charges = open_for(AccountKind.CHARGES, f"{AccountKind.CHARGES}:{provider}", at)
    moves = [
        *move(bank, holder, found.gross - unexplained, "paid out"),
        *move(bank, apart, unexplained, "paid out, and not in our books"),
        *move(charges, bank, found.charges, "kept by the provider"),
    ]
    if moves:
        transfers.post(client_key=_client_key(provider, day), moves=moves, by=by, at=at, booked_on=day)
    return compare(provider=provider, day=day)


def is_settled(*, provider: str, day: date) -> bool:
    """Whether a day was settled with a provider, or nothing went through it that day."""
    if models.Posting.objects.filter(client_key=_client_key(provider, day)).exists():
        return True
    account = models.Account.objects.filter(code=f"{AccountKind.PROVIDER}:{provider}").first()
    return account is None or not transfers.transfers(account=account.key, booked_on=day)


def _added_up(lines: tuple[base.ReportLine, ...]) -> Mapping[str, int]:
    summed: Counter[str] = Counter()
    for line in lines:
        summed[line.payment] += line.gross
    return summed


def _here(provider: str, day: date) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """By payment, what our books say went that day, and what went on all other days."""
    rows = models.Transfer.objects.at_code(f"{AccountKind.PROVIDER}:{provider}")
    today: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for row in rows.select_related("posting", "debit", "reverses__posting"):
        said = (row.reverses or row).posting.client_key
        kind, _, payment = said.partition(":")
        if kind in {"paid", "held"}:
            way = 1 if row.debit.code == f"{AccountKind.PROVIDER}:{provider}" else -1
            (today if row.booked_on == day else other)[payment] += way * row.amount
    return today, other


def _difference(payment: str, there: int | None, here: int | None, other: int | None) -> Difference:
    said, booked = Yen(there or 0), Yen(here or 0)
    if other and other == said - booked:
        return Difference(payment, said, booked, Mismatch.ANOTHER_DAY)
    if there is None:
        return Difference(payment, said, booked, Mismatch.ONLY_HERE)
    reason = Mismatch.ONLY_THERE if here is None else Mismatch.AMOUNT
    return Difference(payment, said, booked, reason)


def open_for(kind: AccountKind, code: str, at: datetime) -> str:
    return accounts.open_account(code=code, kind=kind, title=code, by=policy.SYSTEM, at=at).key


def move(debit: str, credit: str, amount: int, note: str) -> list[types.Move]:
    """One move; what is below nothing goes the other way round."""
    if amount == 0:
        return []
    way = (debit, credit) if amount > 0 else (credit, debit)
    return [types.Move(*way, Yen(abs(amount)), note=note)]


def _client_key(provider: str, day: date) -> str:
    return f"settlement:{provider}:{day}"
