"""What cards keep under a resident's key: shown whole, and let go with the account."""

from typing import Any

from sagacity.identity.cards import models


def kept(person: str) -> dict[str, Any]:
    """The cards of the last year on a resident's phones, and whose cards they may carry."""
    held = models.Card.objects.filter(resident=person).order_by("issued_at", "id")
    carried = models.Carriage.objects.filter(resident=person).order_by("id")
    return {
        "cards": [
            {
                "number": row.number,
                "kind": row.kind,
                "name": row.label,
                "issued_at": row.issued_at.isoformat(),
                "expires_at": row.expires_at.isoformat(),
                "ended_at": row.ended_at.isoformat() if row.ended_at else "",
                "why": row.why,
            }
            for row in held
        ],
        "carriages": [
            {
                "kind": row.kind,
                "name": row.label,
                "from": row.starts_on.isoformat(),
                "until": row.ends_on.isoformat() if row.ends_on else "",
                "reason": row.reason,
                "ended_at": row.ended_at.isoformat() if row.ended_at else "",
            }
            for row in carried
        ],
    }


def forget(person: str) -> None:
    """Cards say no longer on whose phone they were; permissions to carry another's card go.

    A row stays for a year after the card's last day: readers must still be told that it has ended, and what
    was read without a network days ago must still find whose card it was.
    """
    models.Card.objects.filter(resident=person).update(resident="", label="", browser="")
    models.Card.objects.filter(issued_by=person).update(issued_by="")
    models.Carriage.objects.filter(resident=person).delete()
    models.WalletOffer.objects.filter(resident=person).delete()
