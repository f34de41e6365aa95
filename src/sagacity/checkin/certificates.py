"""Certificates of attendance: issued from a stay that stands, revoked when that is corrected."""

import re
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from sagacity.checkin import models, types
from sagacity.checkin.attended import attended
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that is read as something else
LENGTH = 15  # 75 bits: nobody guesses one
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
KEPT = timedelta(days=5 * 366)


class NoSuchCertificate(LookupError):
    """The city has issued none of this number, or does not keep it any more."""


class NotAttended(Exception):
    """No stay of theirs says that they were there on that day."""


class NotSettled(Exception):
    """They were taken down, but the city has yet to check it."""


def certificate(number: str) -> types.Certificate:
    """One certificate, for whoever holds its number; typed with or without dashes, in any case.

    Raises:
        NoSuchCertificate: there is none.
    """
    row = models.Certificate.objects.filter(number=plain(number)).first()
    if row is None:
        raise NoSuchCertificate(number)
    return _as_fact(row)


def certificates(*, resident: str) -> list[types.Certificate]:
    """What a resident was issued, the newest first, revoked ones too."""
    rows = models.Certificate.objects.filter(resident=resident).order_by("-issued_at", "-id")
    return [_as_fact(row) for row in rows] if resident else []


@transaction.atomic
def issue(
    *,
    subject: str,
    day: date,
    by: policy.Person,
    people: Collection[str],
    name: str,
    at: datetime,
) -> types.Certificate:
    """Certify that a resident was at an event on a day; `name` stands on it, or nothing does.

    `people` are the keys under which check-in knows them. The same asked again is the same certificate.

    Raises:
        NotAttended, NotSettled: nothing was issued.
    """
    found = [one for one in attended(people=people) if (one.subject, one.day) == (subject, day)]
    if not found:
        raise NotAttended(subject)
    stay = found[0]
    if not stay.is_settled:
        raise NotSettled(subject)
    row, is_new = models.Certificate.objects.get_or_create(
        subject=subject,
        day=day,
        person=stay.person,
        with_name=bool(name),
        revoked_at=None,
        defaults={
            "number": "".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
            "resident": by.key,
            "title": stay.title,
            "name": name[:120],
            "issued_at": at,
        },
    )
    if is_new:
        audit.record(actor=by, action="checkin.certificate", thing=_thing(row), at=at, after=subject)
    return _as_fact(row)


@transaction.atomic
def look(*, number: str, at: datetime) -> types.Certificate:
    """A certificate as somebody sees it who was shown one; the log says on which days that was.

    Raises:
        NoSuchCertificate: there is none.
    """
    found = certificate(number)
    row = models.Certificate.objects.select_for_update().get(number=found.number)
    today = at.date()
    if row.looked_at_on != today:
        row.looked_at_on = today
        row.save(update_fields=["looked_at_on"])
        audit.record(actor=policy.ANONYMOUS, action="checkin.certificate.look", thing=_thing(row), at=at)
    return found


def follow(*, subject: str, at: datetime) -> None:
    """Revoke the certificates of an event that no stay stands behind any more."""
    for row in models.Certificate.objects.filter(subject=subject, revoked_at=None):
        days = {(one.subject, one.day) for one in attended(people=[row.person])}
        if (subject, row.day) not in days:
            row.revoked_at = at
            row.save(update_fields=["revoked_at"])
            audit.record(actor=policy.SYSTEM, action="checkin.certificate.revoke", thing=_thing(row), at=at)


def forget(*, resident: str) -> None:
    """Let go of what a resident was issued; whoever checks such a number is told that there is none."""
    if resident:
        models.Certificate.objects.filter(resident=resident).delete()


def drop_old(*, at: datetime) -> int:
    return models.Certificate.objects.filter(issued_at__lt=at - KEPT).delete()[0]


def plain(number: str) -> str:
    """A number as it is kept, however somebody typed it."""
    return re.sub(r"[^0-9A-Z]", "", number.upper()).translate(READ_AS)[:LENGTH]


def _thing(row: models.Certificate) -> str:
    return f"urn:ngsi-ld:Certificate:{row.number}"


def _as_fact(row: models.Certificate) -> types.Certificate:
    return types.Certificate(
        number=row.number,
        subject=row.subject,
        title=row.title,
        day=row.day,
        name=row.name,
        resident=row.resident,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
    )
