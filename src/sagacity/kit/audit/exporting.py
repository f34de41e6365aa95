"""The log as a file for another zone: one JSON line for each seal with its line, read without a database."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Max

from sagacity.kit.audit import chain, form, models


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    path: Path
    lines: int
    digest: str  # SHA-256 of the file


def export(*, through: date, to: Path, since: date = date.min) -> Exported:
    """Write the days of the chain from `since` to `through` as JSON lines, gzip when the name ends with .gz.

    The file is made beside its place and moved there when whole.
    """
    unfinished = to.with_name(f"{to.name}.unfinished")
    opened = gzip.open if to.suffix == ".gz" else open
    count = 0
    with opened(unfinished, "wt", encoding="utf-8") as file:
        for said in rows(since=since, through=through):
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
            count += 1
    digest = hashlib.sha256(unfinished.read_bytes()).hexdigest()
    unfinished.replace(to)
    return Exported(path=to, lines=count, digest=digest)


def rows(*, since: date, through: date) -> Iterator[dict[str, Any]]:
    """Each seal of these days with its line, in the order of the chain."""
    chain.seal_all()
    seals = models.Seal.objects.filter(day__gte=since, day__lte=through).order_by("number")
    last = seals.aggregate(last=Max("number"))["last"] or 0
    number = 0
    while batch := list(seals.filter(number__gt=number, number__lte=last)[:1000]):
        lines = models.Line.objects.in_bulk([each.line for each in batch])
        for each in batch:
            yield _as_json(each, lines.get(each.line))
        number = batch[-1].number


def _as_json(seal: models.Seal, line: models.Line | None) -> dict[str, Any]:
    said = {"seal": seal.number, "day": seal.day.isoformat(), "version": seal.version}
    said |= {"previous": seal.previous, "digest": seal.digest}
    columns = [getattr(line, name) for name in form.COLUMNS] if line else []
    kept = [value.isoformat() if hasattr(value, "isoformat") else value for value in columns]
    return said | {"line": dict(zip(form.COLUMNS, kept, strict=bool(line)))}
