"""Reading settings from the environment, the only place they come from."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sagacity.broker.passing.orions import BadOrions, Orions
from sagacity.broker.passing.orions import read as read_orions
from sagacity.site.catalogue import SETTINGS
from sagacity.site.proxies import FOR, FORWARDED, Proxies

MOST_BEFORE = 3  # old values of a secret that are kept
_ICE = re.compile(r"(stuns?|turns?):[A-Za-z0-9.\-\[\]:]+(\?transport=(udp|tcp))?")
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


def ice_servers(name: str) -> list[str]:
    """STUN and TURN servers, as browsers take them."""
    found = words(name)
    for address in found:
        if not _ICE.fullmatch(address):
            raise BrokenSetting(
                f"SAGACITY_{name} holds {address!r}: write stun:, turn: or turns: with host and port"
            )
    return found


def proxies() -> Proxies:
    """The proxies that are believed, and the header they write."""
    header = one_of("PROXY_HEADER", (FOR, FORWARDED))
    try:
        return Proxies(words("PROXIES"), header=header)
    except ValueError as problem:
        raise BrokenSetting(
            f"SAGACITY_PROXIES: {problem}; write addresses or networks, by comma"
        ) from problem


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


def secrets_before(name: str) -> list[str]:
    """The values a secret had before, newest first: what was sealed or signed with them still opens."""
    if text(name):
        return words(f"{name}_BEFORE")
    path = data_dir() / "secrets" / f"{name.lower()}.before"
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def change_secret(name: str) -> None:
    """Make another secret, and keep the one there is for opening; processes know it after their next start.

    Raises:
        BrokenSetting: the environment names it, so only the environment can change it.
    """
    if text(name):
        raise BrokenSetting(
            f"SAGACITY_{name} is set by the environment: write a new value there, "
            f"the old one into SAGACITY_{name}_BEFORE, and restart"
        )
    path = data_dir() / "secrets" / name.lower()
    before = [secret(name), *secrets_before(name)][:MOST_BEFORE]
    _replace(path.with_name(f"{path.name}.before"), "\n".join(before))  # first: no moment without the old one
    _replace(path, secrets.token_urlsafe(48))


def forget_secrets_before(name: str) -> int:
    """Drop the values a secret had before; says how many. What only they open is lost."""
    path = data_dir() / "secrets" / f"{name.lower()}.before"
    count = len(path.read_text(encoding="utf-8").split()) if path.exists() else 0
    path.unlink(missing_ok=True)
    return count


def orions() -> Orions:
    """Which tenants of the data-linkage platform lie in an Orion."""
    try:
        return read_orions(
            usual=text("BROKER_ORION"),
            tenants=words("BROKER_ORION_TENANTS"),
            relay_url=text("BROKER_ORION_RELAY"),
            speaks=words("BROKER_ORION_SPEAKS"),
            timeout_s=number("BROKER_ORION_SECONDS"),
            at_once=number("BROKER_ORION_AT_ONCE"),
        )
    except BadOrions as problem:
        raise BrokenSetting(
            f"SAGACITY_BROKER_ORION and its companions cannot be read: {problem}"
        ) from problem


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


def _replace(path: Path, said: str) -> None:
    """Whole or not at all, and never readable by others."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(said, encoding="utf-8")
    draft.replace(path)


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
        "ENGINE": "sagacity.kit.sqlite",
        "NAME": path,
        # Opening the file and reading its schema costs a page more than its questions do. After a minute a
        # thread opens it anew, so that none keeps an old view of the data, or a file put away, for long.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }
