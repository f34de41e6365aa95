"""Bytes on the disk: one sealed file for each upload and one for its small picture, under the data folder."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sagacity.kit import keys, seals

_SEALER = seals.Sealer("sagacity uploads")
SMALL = "small"


class Gone(LookupError):
    """The bytes are not there any more."""


def write(key: str, content: bytes, *, part: str = "") -> None:
    """Seal and keep bytes under a key; they are on the disk when this returns."""
    path = _path(key, part)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    with open(fresh, "xb", opener=_for_us_alone) as file:
        file.write(_SEALER.seal(content, about=f"{key}/{part}"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def read(key: str, *, part: str = "") -> bytes:
    """The bytes under a key.

    Raises:
        Gone: there are none.
    """
    try:
        sealed = _path(key, part).read_bytes()
    except FileNotFoundError as problem:
        raise Gone(key) from problem
    return _SEALER.opened(sealed, about=f"{key}/{part}")


def remove(key: str) -> None:
    for part in ("", SMALL):
        _path(key, part).unlink(missing_ok=True)


def files() -> Iterator[tuple[Path, str, str]]:
    """Every file there is, with the key and part it was kept under; half-written ones have none."""
    for path in folder().glob("*/*"):
        local, dot, part = path.name.partition(".")
        whole = part in {"", SMALL}
        yield path, keys.make("Upload", local) if whole else "", part if dot else ""


def renew() -> int:
    """Put every file under the secret of now; says how many were not."""
    done = 0
    for path, key, part in files():
        fresh = _SEALER.renewed(path.read_bytes(), about=f"{key}/{part}") if key else None
        if fresh is not None:
            write(key, _SEALER.opened(fresh, about=f"{key}/{part}"), part=part)
            done += 1
    return done


def folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def _path(key: str, part: str) -> Path:
    local = keys.parse(key).local
    return folder() / local[:2] / (f"{local}.{part}" if part else local)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
