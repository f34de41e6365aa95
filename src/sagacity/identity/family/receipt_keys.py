"""The key the city signs receipts with: made at first use, kept in a file beside the other secrets."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from sagacity.kit import house_secrets

ALGORITHM = "ES256"
_FIRST = "00000000000000.json"


def current() -> dict[str, Any]:
    """The private key (JWK) to sign with now; made when there is none yet."""
    if not _files():
        _write(_folder() / _FIRST)
    return _read(_files()[-1])


def public_keys() -> dict[str, Any]:
    """What anybody may know, old keys too: a receipt is checked years after it was given (RFC 7517)."""
    current()
    return {"keys": [_public(_read(path)) for path in _files()]}


def rotate(*, at: datetime) -> str:
    """Sign with a new key from now on; says its name. Receipts signed before can still be checked."""
    _write(_folder() / f"{at:%Y%m%d%H%M%S}.json")
    return str(current()["kid"])


def as_secret() -> house_secrets.Secret:
    """The key as one of the secrets of the house."""
    return house_secrets.Secret(
        name="receipt-key",
        what="signs receipts of consents",
        files=("receipts/*.json",),
        rotate=lambda at: f"{rotate(at=at)} signs from now on; receipts given before can still be checked",
    )


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "secrets" / "receipts"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _files() -> list[Path]:
    return sorted(_folder().glob("*.json"))


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _public(key: dict[str, Any]) -> dict[str, Any]:
    public = {name: key[name] for name in ("kty", "crv", "x", "y", "kid")}
    return {**public, "use": "sig", "alg": ALGORITHM}


def _write(path: Path) -> None:
    """Several processes may start at once: whoever links the file first decides."""
    from joserfc.jwk import ECKey

    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(ECKey.generate_key("P-256", auto_kid=True).as_dict(private=True), file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
