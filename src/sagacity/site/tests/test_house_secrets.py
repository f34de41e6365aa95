"""Secrets of the house: listed without their values, exchanged by command, the old ones kept for opening."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sagacity.identity.family import receipt_keys
from sagacity.identity.verification import client_keys
from sagacity.kit import house_secrets
from sagacity.kit.audit import api as audit
from sagacity.site import environment

pytestmark = pytest.mark.django_db
MADE_AT_START = ("SECRET_KEY", "VAPID_KEY", "CARD_KEY", "PEER_KEY")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house that has just been started for the first time."""
    monkeypatch.setenv("SAGACITY_DATA_DIR", str(tmp_path))
    for name in MADE_AT_START:
        monkeypatch.delenv(f"SAGACITY_{name}", raising=False)
        environment.secret(name)
    settings.DATA_DIR = tmp_path
    client_keys.current()
    receipt_keys.current()
    return tmp_path / "secrets"


def test_every_file_in_the_folder_of_secrets_is_on_the_list(folder: Path) -> None:
    known = {path for secret in house_secrets.all_secrets() for path in secret.found()}
    files = {path for path in folder.rglob("*") if path.is_file()}

    assert files - known == set(), "offer it by kit.house_secrets, so that it can be exchanged"
    assert len(files) > 5


def test_the_list_shows_no_value(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("secrets", "list")
    said = capsys.readouterr().out

    assert {line.split()[0] for line in said.splitlines()} >= {
        "secret-key",
        "card-signing-key",
        "receipt-key",
    }
    assert not [path.name for path in folder.rglob("*") if path.is_file() and path.read_text()[:20] in said]


@pytest.mark.parametrize("name", MADE_AT_START)
def test_a_secret_is_exchanged_and_the_old_one_still_opens_until_it_is_dropped(
    name: str, folder: Path
) -> None:
    old = environment.secret(name)

    call_command("secrets", "rotate", name.lower().replace("_", "-"))

    assert environment.secret(name) != old
    assert environment.secrets_before(name) == [old]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_file()} == {0o600}
    call_command("secrets", "forget", name.lower().replace("_", "-"))
    assert environment.secrets_before(name) == []
    assert [line.action for line in audit.latest(limit=2)] == ["secret.forget", "secret.rotate"]


def test_a_secret_of_the_environment_is_changed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_SECRET_KEY", "named")
    monkeypatch.setenv("SAGACITY_SECRET_KEY_BEFORE", "older, oldest")

    assert environment.secrets_before("SECRET_KEY") == ["older", "oldest"]
    with pytest.raises(CommandError, match="write a new value there"):
        call_command("secrets", "rotate", "secret-key")


def test_every_secret_can_be_exchanged(capsys: pytest.CaptureFixture[str]) -> None:
    for secret in house_secrets.all_secrets():
        call_command("secrets", "rotate", secret.name)

    said = capsys.readouterr().out
    assert "let the app take it" in said
    call_command("secrets", "rotate", "verification-key")
    assert "signs from now on" in capsys.readouterr().out
    with pytest.raises(CommandError, match="is published already"):
        call_command("secrets", "rotate", "card-signing-key")
    with pytest.raises(CommandError, match="no secret of the house"):
        call_command("secrets", "rotate", "front-door")
