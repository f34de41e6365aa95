"""What the ledger keeps under a person's key: shown whole, and let go with the account.

The books stay, as 地方自治法 and its rules on documents ask; only who paid is taken off them. What is
still owed belongs to a case, whose division knows the person.
"""

from typing import Any

from sagacity.ledger import bills, models, types


def kept(person: str) -> dict[str, Any]:
    """Every bill of this person, with what was paid for it."""
    return {"bills": [_told(one) for one in bills.bills(payers=[person])]}


def forget(person: str) -> None:
    models.Bill.objects.filter(payer=person).update(payer="", case=None)


def _told(bill: types.Bill) -> dict[str, Any]:
    return {
        "bill": bill.key,
        "title": dict(bill.title),
        "yen": bill.amount,
        "state": bill.state.value,
        "made_at": bill.created_at.isoformat(),
        "due_on": bill.due_on.isoformat() if bill.due_on else None,
        "payments": [
            {
                "method": one.method,
                "state": one.state.value,
                "began_at": one.started_at.isoformat(),
                "settled_at": one.settled_at.isoformat() if one.settled_at else None,
                "refunded_yen": one.refunded,
            }
            for one in bill.payments
        ],
    }
