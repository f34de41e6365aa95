"""What outcomes keeps under a resident's key: shown whole, and let go with the account.

The registers and the documents stay for the years of their class, as the city's rules on documents ask;
only the account is taken off them.
"""

from typing import Any

from sagacity.procedures.outcomes import documents, models


def kept(person: str) -> dict[str, Any]:
    """Every document that was given to this person."""
    found = [
        {
            "number": one.number,
            "title": dict(one.title),
            "application": one.case_number,
            "issued_at": one.issued_at.isoformat(),
            "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            "standing": one.standing.value,
        }
        for one in documents.documents_for(applicant=person)
    ]
    return {"documents": found} if found else {}


def forget(person: str) -> None:
    """Take the account off its documents."""
    if person:
        models.Document.objects.filter(applicant=person).update(applicant="")


def join(*, old: str, new: str) -> None:
    """What was given to a device goes with it to the account that signs in there."""
    models.Document.objects.filter(applicant=old).update(applicant=new)
