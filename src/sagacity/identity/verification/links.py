"""Whose card it was: known again by a hash, so that the four facts need not be asked a second time."""

from datetime import datetime

from sagacity.identity.verification import models


def inhabitant_of(subject: str) -> str:
    """Who a card holder is, when they were matched before; empty when not."""
    row = models.Link.objects.filter(subject=subject).first()
    return row.inhabitant if row else ""


def has_link(inhabitant: str) -> bool:
    """Whether a card of this inhabitant would be known again."""
    return bool(inhabitant) and models.Link.objects.filter(inhabitant=inhabitant).exists()


def keep(*, subject: str, resident: str, inhabitant: str, at: datetime) -> None:
    models.Link.objects.update_or_create(
        subject=subject, defaults={"resident": resident, "inhabitant": inhabitant, "linked_at": at}
    )


def forget_inhabitant(inhabitant: str) -> None:
    """Who left is matched anew when they come back."""
    models.Link.objects.filter(inhabitant=inhabitant).delete()


def forget_resident(resident: str) -> None:
    models.Link.objects.filter(resident=resident).delete()
