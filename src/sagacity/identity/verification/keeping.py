"""What verification keeps under a resident's key: shown whole, and erased with the account."""

from typing import Any

from sagacity.identity.verification import models


def kept(person: str) -> dict[str, Any]:
    """When a card was linked and what waits for a clerk; the facts themselves are sealed until then."""
    links = models.Link.objects.filter(resident=person).order_by("linked_at")
    asked = models.Question.objects.filter(resident=person).order_by("asked_at")
    ways = models.Transaction.objects.filter(resident=person).order_by("began_at")
    signed = models.Signature.objects.filter(resident=person).order_by("asked_at")
    return {
        "cards": [each.linked_at.isoformat() for each in links],
        "questions": [
            {"asked_at": each.asked_at.isoformat(), "accepted": each.is_accepted} for each in asked
        ],
        "ways": [{"began_at": each.began_at.isoformat(), "outcome": each.outcome} for each in ways],
        "signatures": [
            {
                "purpose": each.purpose,
                "digest": each.digest,
                "serial": each.serial,
                "asked_at": each.asked_at.isoformat(),
                "signed_at": each.signed_at.isoformat() if each.signed_at else None,
            }
            for each in signed
        ],
    }


def forget(person: str) -> None:
    """Let everything go; the audit log keeps that it happened."""
    for rows in (models.Link, models.Question, models.Transaction, models.Signature):
        rows.objects.filter(resident=person).delete()
