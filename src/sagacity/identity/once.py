"""What counts once: a challenge that was answered, a way that was walked. Who only asks writes nothing."""

import hashlib
from datetime import datetime, timedelta

from sagacity.identity import models


def use(what: str, *, at: datetime, lives: timedelta) -> bool:
    """Whether this is the first time, even of two at one moment; `lives`: how long it could come again."""
    said = hashlib.sha256(what.encode()).hexdigest()
    _, is_new = models.UsedChallenge.objects.get_or_create(
        challenge_hash=said, defaults={"until": at + lives}
    )
    return is_new


def prune(*, at: datetime) -> None:
    """Forget what is too old to come again."""
    models.UsedChallenge.objects.filter(until__lte=at).delete()
