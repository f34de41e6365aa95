"""Tries: guessing is slowed where it comes from, so that nobody can lock anybody out from elsewhere.

A bucket is a hash of what is guessed and where from: a place (IPv4 address, IPv6 network of a household), or
a browser in which it succeeded before, which has a count of its own.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity import models

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


class MustWait(Exception):
    """Too many tries from here; the next one counts only after `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def wait_after(failures: int, *, free: int = FREE_TRIES) -> timedelta:
    """How long to wait after so many failures in a row: nothing at first, then twice as long each time."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


@transaction.atomic
def count(bucket: str, *, at: datetime, free: int = FREE_TRIES) -> None:
    """Count a try before it is looked at, so that parallel tries count too.

    Raises:
        MustWait: it is not to be looked at.
    """
    row, _ = models.SignInAttempts.objects.select_for_update().get_or_create(
        bucket=bucket, defaults={"last_at": at}
    )
    if row.wait_until and row.wait_until > at:
        raise MustWait(row.wait_until)
    if at - row.last_at > FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_at, row.wait_until = at, at + wait_after(row.failures, free=free)
    row.save()


def count_from(request: HttpRequest, *, what: str, at: datetime, free: int, cleared: bool = False) -> None:
    """Count a try of something from where the request comes; for pages of other rooms that can be guessed at.

    With `cleared` it succeeded, and the next failure is the first again.

    Raises:
        MustWait: it is not to be looked at.
    """
    bucket = bucket_of(what, place_of(request))
    if cleared:
        clear(bucket)
    else:
        count(bucket, at=at, free=free)


def clear(bucket: str) -> None:
    """It succeeded: the next failure is the first again."""
    models.SignInAttempts.objects.filter(bucket=bucket).delete()


def bucket_of(*parts: str) -> str:
    """The bucket of what is guessed and where from; it names no one."""
    return digest("|".join(parts))


def place_of(request: HttpRequest) -> str:
    """The address; of IPv6 the network of one household, which can change the rest at will."""
    address = request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if parsed.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
