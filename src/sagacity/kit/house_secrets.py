"""Secrets of the house: what rooms keep in the folder of secrets, and how each is exchanged for another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


class CannotChange(Exception):
    """The secret stays as it is; the message says what to do instead."""


class NoSuchSecret(LookupError):
    """No room keeps a secret of this name."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret, by name; its value leaves the room that keeps it never."""

    name: str
    what: str  # what it is for, in a sentence for operators
    files: tuple[str, ...]  # where it lies under the folder of secrets, as patterns
    rotate: Callable[[datetime], str]  # exchanges it, and says what is to be done now
    forget: Callable[[], int] | None = None  # drops older values, where they are kept for opening
    setting: str = ""  # the environment may name it instead

    def found(self) -> list[Path]:
        """Its files, the newest last; empty when the environment names it, or before its first use."""
        folder = Path(settings.DATA_DIR) / "secrets"
        paths = {path for pattern in self.files for path in folder.glob(pattern)}
        return sorted(paths, key=lambda path: path.stat().st_mtime)


_secrets: dict[str, Secret] = {}


def offer_secret(secret: Secret) -> None:
    """Say that this room keeps a secret; call it in `AppConfig.ready`."""
    _secrets[secret.name] = secret


def all_secrets() -> tuple[Secret, ...]:
    """Every secret by name."""
    return tuple(_secrets[name] for name in sorted(_secrets))


def secret(name: str) -> Secret:
    """One of them.

    Raises:
        NoSuchSecret: nobody keeps it.
    """
    if name not in _secrets:
        raise NoSuchSecret(name)
    return _secrets[name]
