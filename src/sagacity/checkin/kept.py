"""What checkin keeps of a resident, for them to read or take along."""

from typing import Any

from sagacity.checkin.certificates import certificates


def of(*, resident: str) -> dict[str, Any]:
    """Their certificates; stays hang on the register's key and are no part of an account."""
    found = [
        {
            "number": one.printed,
            "event": one.title,
            "day": one.day.isoformat(),
            "name": one.name,
            "issued_at": one.issued_at.isoformat(),
            "revoked_at": one.revoked_at.isoformat() if one.revoked_at else "",
        }
        for one in certificates(resident=resident)
    ]
    return {"certificates": found} if found else {}
