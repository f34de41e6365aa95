"""The key the city signs its requests with: made at first start, kept in a file, rotated by command."""

import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from sagacity.kit import house_secrets

_NAME = re.compile(r"(?P<made>\d{14})-(?P<state>next|current|past)\.json")


class NoNextKey(LookupError):
    """There is no key that waits to be used: make one first, and register it with the app."""


def current() -> dict[str, Any]:
    """The private key to sign with now; made when there is none yet."""
    if settings.VERIFICATION_KEY_FILE:
        return _given(Path(settings.VERIFICATION_KEY_FILE))
    found = _files("current")
    if not found:
        _write(_folder() / "00000000000000-current.json", _new())
        found = _files("current")
    return _read(found[-1])


def public_keys() -> dict[str, Any]:
    """What the app may know: the keys of now and next, without their private half."""
    known = [current(), *(_read(path) for path in _files("next"))]
    return {"keys": [_public(key) for key in known]}


def make_next(*, at: datetime) -> dict[str, Any]:
    """Make the key that comes next; it is published at once and used only by `use_next`."""
    for waiting in _files("next"):
        return _public(_read(waiting))
    key = _new()
    _write(_folder() / f"{at:%Y%m%d%H%M%S}-next.json", key)
    return _public(key)


def use_next() -> dict[str, Any]:
    """Sign with the next key from now on; the old one stays as a file and signs nothing.

    Raises:
        NoNextKey: none was made.
    """
    waiting = _files("next")
    if not waiting:
        raise NoNextKey
    for old in _files("current"):
        old.rename(old.with_name(old.name.replace("current", "past")))
    new = waiting[-1].rename(waiting[-1].with_name(waiting[-1].name.replace("next", "current")))
    return _public(_read(new))


def as_secret() -> house_secrets.Secret:
    """The key as one of the secrets of the house."""
    return house_secrets.Secret(
        name="verification-key",
        what="shows the national authentication app that it is the city that asks",
        files=("verification/*.json",),
        rotate=_rotate,
    )


def _rotate(at: datetime) -> str:
    """First the next key for the app to learn; asked once more, it signs."""
    if settings.VERIFICATION_KEY_FILE:
        raise house_secrets.CannotChange(
            f"it lies in {settings.VERIFICATION_KEY_FILE}: register another with the app, and put it there"
        )
    if not _files("next"):
        kid = make_next(at=at)["kid"]
        return f"{kid} is published at /me/verify/keys.json: let the app take it, then rotate once more"
    return f"{use_next()['kid']} signs from now on"


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "secrets" / "verification"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _files(state: str) -> list[Path]:
    found = ((path, _NAME.fullmatch(path.name)) for path in sorted(_folder().iterdir()))
    return [path for path, name in found if name and name["state"] == state]


def _new() -> dict[str, Any]:
    from joserfc.jwk import ECKey, RSAKey

    is_rsa = settings.VERIFICATION_ALGORITHM.startswith(("RS", "PS"))
    key = RSAKey.generate_key(2048, auto_kid=True) if is_rsa else ECKey.generate_key("P-256", auto_kid=True)
    return dict(key.as_dict(private=True))


def _given(path: Path) -> dict[str, Any]:
    """A key from elsewhere, as JWK or PEM."""
    from joserfc.jwk import ECKey, RSAKey

    said = path.read_bytes()
    if said.lstrip().startswith(b"{"):
        return dict(json.loads(said))
    kind = RSAKey if settings.VERIFICATION_ALGORITHM.startswith(("RS", "PS")) else ECKey
    key = kind.import_key(said)
    key.ensure_kid()
    return dict(key.as_dict(private=True))


def _public(key: dict[str, Any]) -> dict[str, Any]:
    hidden = {"d", "p", "q", "dp", "dq", "qi", "oth"}
    public = {name: value for name, value in key.items() if name not in hidden}
    return {**public, "use": "sig", "alg": settings.VERIFICATION_ALGORITHM}


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _write(path: Path, key: dict[str, Any]) -> None:
    """Several processes may start at once: whoever links the file first decides."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(key, file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
