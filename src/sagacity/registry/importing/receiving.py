"""A file arrives: kept untouched, named, and put in line for its check."""

import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, transaction

from sagacity.kit import clock, keys
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs
from sagacity.kit.policy import Person
from sagacity.registry import kinds, models, types
from sagacity.registry.importing import files, runs, staging
from sagacity.registry.types import RunState

_ISO = re.compile(r"(?<!\d)(20\d\d)[-_.年/]?(0?[1-9]|1[0-2])(?:[-_.月/]?(0?[1-9]|[12]\d|3[01]))?(?!\d)")
_REIWA = re.compile(r"[RrＲ令](?:和)?(\d{1,2})[.年_-](\d{1,2})(?:[.月_-](\d{1,2}))?")
LONGEST_NAME = 200
LONGEST_FORM = 50


@transaction.atomic
def receive(
    *,
    file: Path | BinaryIO,
    name: str,
    by: Person,
    at: datetime,
    kind: str = "",
    edition: str = "",
    once: str = "",
) -> types.ImportRun:
    """Take a file in as it is, and ask the worker to check it.

    `once` names the form it was sent with: one form and one file are one run, however often they arrive.
    """
    row = take_in(file=file, name=name, by=by, at=at, kind=kind, edition=edition, once=once)
    if row.job:
        return runs.as_fact(row)
    row.job = jobs.enqueue(staging.check_file, key=f"check {row.key}", run=row.key)
    row.save(update_fields=["job"])
    return runs.as_fact(row)


def take_in(
    *,
    file: Path | BinaryIO,
    name: str,
    by: Person,
    at: datetime,
    kind: str = "",
    edition: str = "",
    once: str = "",
    origin: str = "file",
) -> models.ImportRun:
    """Keep the bytes and open a run for them, without asking for the check."""
    if kind:
        kinds.get(kind)
    kept = files.keep(file)
    name = _plain_name(name)
    same = models.ImportRun.objects.filter(sha256=kept.sha256, origin="file").order_by("-id").first()
    mark = f"{once[:LONGEST_FORM]} {kept.sha256}" if once else None
    try:
        with transaction.atomic():
            row = _open(kept, name, by, at, kind, edition, mark, same, origin)
    except IntegrityError:
        return models.ImportRun.objects.select_related("dataset").get(once=mark)
    audit.record(
        actor=by,
        action="registry.receive",
        thing=row.key,
        at=at,
        purpose=name,
        after={"sha256": kept.sha256, "bytes": kept.byte_size, "kind": kind},
    )
    return row


def _open(
    kept: files.Kept,
    name: str,
    by: Person,
    at: datetime,
    kind: str,
    edition: str,
    mark: str | None,
    same: models.ImportRun | None,
    origin: str,
) -> models.ImportRun:
    # Who cancelled a file may send it again from the page they go back to.
    models.ImportRun.objects.filter(once=mark, state=RunState.CANCELLED).update(once=None)
    return models.ImportRun.objects.create(
        key=keys.new("ImportRun"),
        once=mark,
        state=RunState.RECEIVED,
        file=name,
        sha256=kept.sha256,
        byte_size=kept.byte_size,
        kind=kind,
        edition=edition or edition_in(name) or clock.day(at).isoformat(),
        same_file_as=same.key if same else "",
        origin=origin,
        received_at=at,
        received_by=by.name,
        received_by_key=runs.person_key(by),
    )


def edition_in(name: str) -> str:
    """The day a file name speaks of: 「空き状況 R8.9.1.csv」 is of 2026-09-01; nothing when it names none."""
    found = _REIWA.search(unicodedata.normalize("NFKC", name))
    if found:
        return _day(int(found[1]) + 2018, int(found[2]), int(found[3] or 1))
    found = _ISO.search(unicodedata.normalize("NFKC", name))
    return _day(int(found[1]), int(found[2]), int(found[3] or 1)) if found else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _plain_name(name: str) -> str:
    """Only the file's own name, whatever path a browser or a shell sends with it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:] or "file"
