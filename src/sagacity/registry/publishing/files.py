"""Files of published data: written once per version, then only read."""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from sagacity.registry import datasets, kinds, models
from sagacity.registry.publishing import records, sets
from sagacity.registry.publishing.content import Content, Figures, count
from sagacity.registry.publishing.formats import Format

TRIES = 3
KEEP = 15 * 60  # seconds an old version stays for those who are still reading it


@dataclass(frozen=True, slots=True)
class Made:
    """A file that lies ready."""

    path: Path
    size: int
    sha256: str
    version: sets.Version


def made(row: models.DataSet, form: Format, *, version: sets.Version | None = None) -> Made:
    """The file of a data set in one form; written when it is not there yet."""
    for _ in range(TRIES):
        now = version or sets.version(row)
        ready = already_made(row, form, version=now)
        if ready is not None:
            return ready
        path = _folder(row, now) / f"{row.slug}.{form.key}"
        content = content_of(row, now)
        with _writing(path) as out:
            form.write(out, content)
        # Rows of two editions never stand in one file: when one came in between, write again.
        row.refresh_from_db()
        version = None
        if sets.version(row).token == now.token:
            _seal(path)
        else:
            path.unlink(missing_ok=True)
    raise TimeoutError(f"{row.slug} changes faster than it can be written")


def already_made(row: models.DataSet, form: Format, *, version: sets.Version) -> Made | None:
    """The file, when somebody had it written before."""
    path = _folder(row, version) / f"{row.slug}.{form.key}"
    seal = path.with_name(f"{path.name}.sha256")
    if not (path.exists() and seal.exists()):
        return None
    return Made(path, path.stat().st_size, seal.read_text("ascii"), version)


def content_of(row: models.DataSet, version: sets.Version | None = None) -> Content:
    """One data set ready for a writer."""
    found, kind = figures(row, version), kinds.get(row.kind)
    return Content(
        dataset=datasets.as_fact(row),
        kind=kind,
        headings=records.headings(kind, found.filled),
        figures=found,
        site=str(settings.PUBLIC_URL).rstrip("/"),
        lines=lambda: records.lines(row),
        row=row,
    )


def figures(row: models.DataSet, version: sets.Version | None = None) -> Figures:
    """What one look at all records tells; remembered beside the files."""
    path = _folder(row, version or sets.version(row)) / "figures.json"
    if path.exists():
        return Figures(**json.loads(path.read_text("utf-8")))
    found = count(records.lines(row))
    with _writing(path) as out:
        out.write(json.dumps(asdict(found), ensure_ascii=False).encode())
    return found


def _folder(row: models.DataSet, version: sets.Version) -> Path:
    return Path(settings.MEDIA_ROOT) / "published" / row.slug / version.token


@contextmanager
def _writing(path: Path) -> Iterator[BinaryIO]:
    """A file appears whole or not at all."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _tidy(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _tidy(current: Path) -> None:
    for other in current.parent.iterdir():
        if other != current and time.time() - other.stat().st_mtime > KEEP:
            shutil.rmtree(other, ignore_errors=True)


def _seal(path: Path) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with _writing(path.with_name(f"{path.name}.sha256")) as out:
        out.write(digest.encode())
