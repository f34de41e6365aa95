import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from sagacity.identity.verification import client_keys


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_a_key_is_made_once_and_only_the_service_reads_it(tmp_path: Path) -> None:
    first, second = client_keys.current(), client_keys.current()

    (path,) = (tmp_path / "secrets" / "verification").iterdir()
    assert first == second
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_the_published_keys_hold_nothing_private() -> None:
    said = Client().get("/me/verify/keys.json").json()

    (key,) = said["keys"]
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}


def test_keys_are_changed_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    before = client_keys.current()["kid"]
    with pytest.raises(CommandError, match="without --use first"):
        call_command("rotate_verification_key", "--use")

    call_command("rotate_verification_key")
    made = json.loads(capsys.readouterr().out)
    assert client_keys.current()["kid"] == before
    call_command("rotate_verification_key", "--use")

    assert client_keys.current()["kid"] == made["kid"] != before


@pytest.mark.parametrize("form", ["pem", "jwk"])
def test_a_city_may_bring_its_own_key(form: str, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "own"
    if form == "jwk":
        path.write_text(json.dumps(client_keys.current()), encoding="utf-8")
    else:
        key = ec.generate_private_key(ec.SECP256R1())
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    settings.VERIFICATION_KEY_FILE = str(path)

    assert client_keys.current()["kid"]
    assert "d" in client_keys.current()
    assert "d" not in client_keys.public_keys()["keys"][0]
