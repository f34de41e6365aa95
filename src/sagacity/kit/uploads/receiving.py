"""Uploads: taken in, given out, attached to what they belong to, and let go."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from sagacity.kit import keys
from sagacity.kit.uploads import models, pdfs, pictures, scanners, storing
from sagacity.kit.uploads.refusals import Refused
from sagacity.kit.uploads.sniffing import ENDINGS, MediaType, sniffed

LARGEST = 10 * 1024 * 1024
_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


class NoSuchUpload(LookupError):
    """There is no such file, or not any more."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody handed in."""

    key: str
    sha256: str
    media_type: MediaType
    name: str  # as its owner called it, with the right ending
    size: int
    owner: str
    about: str
    received_at: datetime
    until: datetime | None

    @property
    def is_picture(self) -> bool:
        return self.media_type is not MediaType.PDF


def upload(*, key: str) -> Upload:
    """One file.

    Raises:
        NoSuchUpload: there is none.
    """
    return _as_fact(_row(key))


def uploads_of(*, keys: Collection[str]) -> list[Upload]:
    """Those of the keys that there are, in the order in which they came."""
    return [_as_fact(row) for row in models.Upload.objects.filter(key__in=list(keys)).order_by("id")]


def uploads_about(*, about: str) -> list[Upload]:
    """Every file that belongs to a thing."""
    return [_as_fact(row) for row in models.Upload.objects.filter(about=about).order_by("id")]


def content(*, key: str) -> bytes:
    """The bytes of a file.

    Raises:
        NoSuchUpload: there are none.
    """
    return _read(key, "")


def thumbnail(*, key: str) -> bytes:
    """A small JPEG of a picture.

    Raises:
        NoSuchUpload: there is none, or it is no picture.
    """
    return _read(key, storing.SMALL)


def receive(*, content: bytes, name: str, owner: str, until: datetime, at: datetime) -> Upload:
    """Take one file in: seen by the scanner, cleaned, sealed. It goes at `until` unless it is attached.

    Raises:
        Refused: it is not taken, and nothing of it was kept.
    """
    if len(content) > LARGEST:
        raise Refused("too_large")
    media_type = sniffed(content)
    scanned_by = scanners.scan(content)
    clean = pdfs.cleaned(content) if media_type is MediaType.PDF else pictures.redrawn(content, media_type)
    key = keys.new("Upload")
    storing.write(key, clean)
    if media_type is not MediaType.PDF:
        storing.write(key, pictures.small(clean), part=storing.SMALL)
    row = models.Upload.objects.create(
        key=key,
        sha256=hashlib.sha256(clean).hexdigest(),
        media_type=media_type,
        name=_named(name, media_type),
        size=len(clean),
        owner=owner,
        scanned_by=scanned_by,
        received_at=at,
        until=until,
    )
    return _as_fact(row)


def attach(*, keys: Collection[str], about: str, at: datetime) -> None:
    """Let files belong to a thing, such as a case: from now on they go with it alone.

    Raises:
        NoSuchUpload: one is not there, or belongs to something else.
    """
    rows = list(models.Upload.objects.select_for_update().filter(key__in=list(keys)))
    if len(rows) != len(set(keys)) or any(row.about not in {"", about} for row in rows):
        raise NoSuchUpload(about)
    models.Upload.objects.filter(pk__in=[row.pk for row in rows]).update(about=about, until=None)


def extend(*, keys: Collection[str], until: datetime) -> None:
    """Keep files that belong to nothing yet until a later moment."""
    models.Upload.objects.filter(key__in=list(keys), about="").update(until=until)


def give(*, old: str, new: str) -> None:
    """What was kept under one device belongs to another from now on."""
    models.Upload.objects.filter(owner=old).update(owner=new)


@transaction.atomic
def drop(*, keys: Collection[str]) -> int:
    """Take files away at once; says how many there were."""
    return _drop(models.Upload.objects.filter(key__in=list(keys)))


@transaction.atomic
def drop_about(*, about: str) -> int:
    """Take away every file that belongs to a thing, such as a case whose time is over."""
    return _drop(models.Upload.objects.filter(about=about)) if about else 0


@transaction.atomic
def drop_what_is_over(*, at: datetime) -> int:
    """Take away files that nobody attached in time; says how many."""
    return _drop(models.Upload.objects.filter(until__lte=at, about=""))


def drop_files_without_rows(*, at: datetime) -> int:
    """Take away bytes that a process left when it was killed, once they are a day old; says how many."""
    known = set(models.Upload.objects.values_list("key", flat=True))
    day_ago = at.timestamp() - 86_400
    lost = [path for path, key, _ in storing.files() if key not in known and path.stat().st_mtime < day_ago]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def _drop(rows: QuerySet[models.Upload]) -> int:
    """Rows first: bytes without a row are found by the job, a row without bytes would be a promise broken."""
    gone = list(rows.values_list("key", flat=True))
    models.Upload.objects.filter(key__in=gone).delete()
    for key in gone:
        transaction.on_commit(partial(storing.remove, key))
    return len(gone)


def _row(key: str) -> models.Upload:
    row = models.Upload.objects.filter(key=key).first()
    if row is None:
        raise NoSuchUpload(key)
    return row


def _read(key: str, part: str) -> bytes:
    try:
        return storing.read(_row(key).key, part=part)
    except storing.Gone as problem:
        raise NoSuchUpload(key) from problem


def _named(name: str, media_type: MediaType) -> str:
    """The owner's own name for it, harmless and with the ending that is true."""
    stem = _NAME.sub(" ", name).strip().rsplit(".", 1)[0].strip(". ")[:100]
    return f"{stem or 'file'}{ENDINGS[media_type]}"


def _as_fact(row: models.Upload) -> Upload:
    return Upload(
        key=row.key,
        sha256=row.sha256,
        media_type=MediaType(row.media_type),
        name=row.name,
        size=row.size,
        owner=row.owner,
        about=row.about,
        received_at=row.received_at,
        until=row.until,
    )
