"""What family keeps under a resident's key: shown whole, and erased with the account."""

from typing import Any

from sagacity.identity.family import models


def kept(person: str) -> dict[str, Any]:
    """Family, consents and invitations; of other people only what the resident calls them."""
    members = models.Member.objects.filter(resident=person).order_by("id")
    agreed = models.Consent.objects.filter(resident=person).select_related("text").order_by("id")
    asked = models.Invitation.objects.filter(resident=person).order_by("id")
    given = models.Mandate.objects.filter(giver_resident=person).order_by("id")
    held = models.Mandate.objects.filter(delegate_resident=person).order_by("id")
    return {
        "members": [
            {"kind": row.kind, "label": row.label, **_times(row.joined_at, row.ended_at)} for row in members
        ],
        "consents": [
            {
                "purpose": row.text.purpose,
                "title": row.text.title,
                "text": row.text.body,
                "recipient": row.text.recipient,
                "columns": row.text.group,
                "words": row.text.digest,
                "about": row.about,
                **_times(row.given_at, row.ended_at),
            }
            for row in agreed
        ],
        "invitations": [_times(row.made_at, row.ended_at or row.used_at) for row in asked],
        "mandates_given": [{"delegate": row.delegate_label, **_mandate(row)} for row in given],
        "mandates_held": [{"for": row.giver_label, **_mandate(row)} for row in held],
    }


def _mandate(row: models.Mandate) -> dict[str, Any]:
    return {
        "acts": row.acts,
        "first_day": row.starts_on.isoformat(),
        "last_day": row.ends_on.isoformat(),
        "times": row.times,
        "amount_yen": row.amount_yen,
        "reason": row.reason,
        "uses": [
            {"act": use.act, "what": use.what, "amount_yen": use.amount_yen, "at": use.done_at.isoformat()}
            for use in row.uses.order_by("id")
        ],
        **_times(row.given_at, row.ended_at),
    }


def forget(person: str) -> None:
    """Let everything go; the audit log keeps that it happened.

    A mandate that a counter wrote down stays for the person who gave it, without this account.
    """
    models.Member.objects.filter(resident=person).delete()
    models.Member.objects.filter(other=person).delete()
    models.Invitation.objects.filter(resident=person).delete()
    models.Consent.objects.filter(resident=person).delete()
    models.Mandate.objects.of_account(person).delete()
    models.Mandate.objects.filter(giver_resident=person).update(giver_resident="", giver_label="")


def _times(begun: Any, ended: Any) -> dict[str, Any]:
    return {"from": begun.isoformat(), "until": ended.isoformat() if ended else ""}
