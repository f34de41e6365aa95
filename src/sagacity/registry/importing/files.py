"""The file as it came, kept untouched under the name of its own digest."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    sha256: str
    byte_size: int


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def path_of(sha256: str) -> Path:
    """Where the bytes are."""
    return folder() / sha256[:2] / sha256


def keep(file: Path | BinaryIO) -> Kept:
    """Copy a file chunk by chunk and keep it under its digest; a half copy never gets that name."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return keep(opened)
    folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder(), prefix="arriving-", delete=False) as half:
        try:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                half.write(chunk)
            half.flush()
            os.fsync(half.fileno())
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise
    target = path_of(digest.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(half.name, target)
    return Kept(digest.hexdigest(), size)
