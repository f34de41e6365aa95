"""People with mandates and bills, and the two of staff who collect."""

from datetime import date, datetime
from itertools import count

from sagacity.identity import api as identity
from sagacity.kit import keys, policy
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.debit import api as debit

CLERK = policy.Person(
    "urn:ngsi-ld:Staff:noda", "野田", "staff", frozenset({identity.DEBIT_LOOK, identity.DEBIT_COLLECT})
)
APPROVER = policy.Person(
    "urn:ngsi-ld:Staff:ide", "井手", "staff", frozenset({identity.DEBIT_LOOK, identity.DEBIT_APPROVE})
)
ACCOUNT = debit.Account("0179", "500", debit.AccountKind.ORDINARY, "0123456", "ミホン　ハナコ")
POSTAL = debit.Account("9900", "", debit.AccountKind.ORDINARY, "12345671", "ミホン　タロウ", symbol="17760")
TAX = "resident_tax"
_numbers = count(1)


def resident(name: str = "", *, level: int = 2) -> policy.Person:
    key = f"urn:ngsi-ld:Resident:{name}" if name else keys.new("Resident")
    return policy.Person(key, name or "だれか", "resident", level=level)


def applies(
    who: policy.Person, at: datetime, *, items: tuple[str, ...] = (TAX,), account: debit.Account = ACCOUNT
) -> debit.Mandate:
    """Fill in the form."""
    return debit.apply(
        client_key=f"story-{next(_numbers)}",
        items=items,
        account=account,
        by=who,
        reach=f"urn:ngsi-ld:Device:{who.key.rsplit(':', 1)[-1]}",
        at=at,
    )


def says(
    mandate: debit.Mandate, outcome: str, at: datetime, *, why: str = "", event: str = ""
) -> debit.Mandate:
    """The bank says something."""
    answer = debit.Answer(
        provider="bank",
        event=event or f"bk-{next(_numbers)}",
        mandate=mandate.key,
        outcome=debit.Outcome(outcome),
        why=debit.Why(why),
        way=debit.Way.WEBHOOK,
        at=at,
    )
    return debit.hear(answer=answer, at=at)


def accepted(
    who: policy.Person, at: datetime, *, items: tuple[str, ...] = (TAX,), account: debit.Account = ACCOUNT
) -> debit.Mandate:
    """A mandate that the bank has accepted."""
    return says(applies(who, at, items=items, account=account), "accepted", at)


def billed(who: policy.Person, at: datetime, due: date, amount: int = 12000, item: str = TAX) -> ledger.Bill:
    """A bill of an item."""
    return ledger.make_bill(
        client_key=f"story-bill-{next(_numbers)}",
        title={"ja": "市県民税（第3期）", "en": "Resident tax"},
        amount=yen(amount),
        payer=who.key,
        fee=item,
        division="税務課",
        due_on=due,
        by=CLERK,
        at=at,
    )


def gone(item: str, day: date, at: datetime) -> debit.Run:
    """A run that two people let go to the bank."""
    made = debit.make(item=item, day=day, by=CLERK, at=at)
    return debit.send(run=made.key, digest=made.digest, by=CLERK, approved_by=APPROVER, at=at)
