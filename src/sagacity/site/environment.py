"""Reading settings from the environment, the only place they come from."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class BrokenSetting(Exception):
    """A setting that cannot be used; the message says what to write instead."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"SAGACITY_{name}", default)


def flag(name: str) -> bool:
    said = text(name, "0").lower()
    if said not in {"0", "1", "", "true", "false"}:
        raise BrokenSetting(f"SAGACITY_{name} is {said!r}: write 1 or 0")
    return said in {"1", "true"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_dir() -> Path:
    """Where everything the city writes is kept."""
    named = text("DATA_DIR")
    return Path(named) if named else Path(__file__).parents[3] / ".data"


def secret(name: str) -> str:
    """A secret from the environment, else one made at first start and kept in the data folder."""
    given = text(name)
    if given:
        return given
    path = data_dir() / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's description of a database from its address, or SQLite in the data folder."""
    address = text(name)
    if not address:
        return _sqlite(default)
    parts = urlsplit(address)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": True, **dict(parse_qsl(parts.query))},
        }
    raise BrokenSetting(f"SAGACITY_{name} is {address!r}: write postgresql://user:password@host/name")


def _sqlite(path: Path) -> dict[str, Any]:
    pragmas = (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "mmap_size=268435456",
        "cache_size=-20000",
        "temp_store=MEMORY",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }
