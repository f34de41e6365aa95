"""What has been announced, whether or not anybody has heard it yet."""

from typing import Any

from sagacity.kit.signals.models import Message


def announced(signal: str, **body: Any) -> list[dict[str, Any]]:
    """Every announcement of a signal, perhaps only of those that say this; oldest first."""
    rows = Message.objects.filter(signal=signal).order_by("id")
    told: list[dict[str, Any]] = [dict(row.body) for row in rows]
    return [one for one in told if all(one.get(name) == value for name, value in body.items())]
