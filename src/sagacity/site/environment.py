"""Reading settings from the environment, the only place they come from."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sagacity.site.catalogue import SETTINGS

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class BrokenSetting(Exception):
    """A setting that cannot be used; the message says what to write instead."""


def text(name: str) -> str:
    """What the environment says, else the default that the catalogue of settings names."""
    return os.environ.get(f"SAGACITY_{name}", SETTINGS[name].default)


def flag(name: str) -> bool:
    said = text(name).lower()
    if said not in {"0", "1", "", "true", "false"}:
        raise BrokenSetting(f"SAGACITY_{name} is {said!r}: write 1 or 0")
    return said in {"1", "true"}


def number(name: str) -> int:
    said = text(name)
    if not said.isascii() or not said.isdigit():
        raise BrokenSetting(
            f"SAGACITY_{name} is {said!r}: write a whole number such as {SETTINGS[name].default}"
        )
    return int(said)


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def one_of(name: str, choices: tuple[str, ...]) -> str:
    said = text(name)
    if said not in choices:
        raise BrokenSetting(f"SAGACITY_{name} is {said!r}: write one of {', '.join(choices)}")
    return said


def data_dir() -> Path:
    """Where everything the city writes is kept."""
    named = text("DATA_DIR")
    return Path(named) if named else Path(__file__).parents[3] / ".data"


def public_url() -> str:
    """The address residents type, without a slash at the end."""
    address = text("PUBLIC_URL").rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise BrokenSetting(f"SAGACITY_PUBLIC_URL is {address!r}: write it as https://city.example.jp")
    return address


def hosts_of(address: str) -> list[str]:
    """The host names to answer to when none are listed: loopback and the public one."""
    return list(dict.fromkeys([*LOOPBACK, urlsplit(address).hostname or "localhost"]))


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach the address."""
    return (urlsplit(address).hostname or "") in {"localhost", "127.0.0.1", "::1"}


def secret(name: str) -> str:
    """A secret from the environment, else one made at first start and kept in the data folder."""
    given = text(name)
    if given:
        return given
    path = data_dir() / "secrets" / name.lower()
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")


def _write_once(path: Path, said: str) -> None:
    """Several processes may start at once: whoever links the file first decides, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(said, encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's description of a database from its address, or SQLite in the data folder."""
    address = text(name)
    if not address:
        return _sqlite(default)
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError as problem:
        raise BrokenSetting(f"SAGACITY_{name} cannot be read ({problem}): write {_ADDRESS}") from problem
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "OPTIONS": {"pool": dict(_POOL), **dict(parse_qsl(parts.query))},
        }
    # Never repeat the address itself: it may hold a password.
    raise BrokenSetting(f"SAGACITY_{name} is not the address of a PostgreSQL database: write {_ADDRESS}")


_ADDRESS = "postgresql://user:password@host/name, or leave it empty for SQLite"


# Room for every thread of a worker; a page waits five seconds for a database that is away, not thirty.
_POOL = {"min_size": 1, "max_size": 10, "timeout": 5}


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
