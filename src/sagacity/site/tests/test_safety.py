import subprocess
import sys
from pathlib import Path

import pytest

from sagacity.site import safety
from sagacity.site.commands import check, up

PUBLIC = {"SAGACITY_PUBLIC_URL": "https://city.example.jp"}
SIGN_ON = {
    "SAGACITY_STAFF_OIDC_ISSUER": "https://in.example.jp/realms/city",
    "SAGACITY_STAFF_OIDC_CLIENT_ID": "city",
    "SAGACITY_STAFF_OIDC_SECRET": "secret",
}
UNSAFE = [
    ({"SAGACITY_DEMO": "1", **PUBLIC}, "SAGACITY_DEMO"),
    ({"SAGACITY_PUBLIC_URL": "http://city.example.jp"}, "SAGACITY_PUBLIC_URL"),
    ({"SAGACITY_ALLOWED_HOSTS": "*", **PUBLIC}, "SAGACITY_ALLOWED_HOSTS"),
    ({"SAGACITY_ALLOWED_HOSTS": "localhost", **PUBLIC}, "SAGACITY_ALLOWED_HOSTS"),
    ({"SAGACITY_PROXIES": "*", **PUBLIC}, "SAGACITY_PROXIES"),
    ({"SAGACITY_SECRET_KEY": "short", **PUBLIC}, "SAGACITY_SECRET_KEY"),
    ({"SAGACITY_SECRET_KEY": "a" * 60, **PUBLIC}, "SAGACITY_SECRET_KEY"),
    ({"SAGACITY_TILE_URL": "https://tiles.example.jp/{z}/{x}/{y}.png", **PUBLIC}, "SAGACITY_TILE_CREDIT"),
    ({"SAGACITY_CITY": "atlantis", **PUBLIC}, "SAGACITY_CITY"),
    ({"SAGACITY_BROKER_ISSUERS": "/nowhere/issuers.toml", **PUBLIC}, "SAGACITY_BROKER_ISSUERS"),
    (
        {
            "SAGACITY_VERIFICATION_URL": "http://app.example.jp",
            "SAGACITY_VERIFICATION_CLIENT_ID": "x",
            **PUBLIC,
        },
        "SAGACITY_VERIFICATION_URL",
    ),
    ({"SAGACITY_VERIFICATION_URL": "https://app.example.jp", **PUBLIC}, "SAGACITY_VERIFICATION_CLIENT_ID"),
    (
        {**SIGN_ON, "SAGACITY_STAFF_OIDC_ISSUER": "http://in.example.jp", **PUBLIC},
        "SAGACITY_STAFF_OIDC_ISSUER",
    ),
    ({**SIGN_ON, "SAGACITY_STAFF_OIDC_CLIENT_ID": "", **PUBLIC}, "SAGACITY_STAFF_OIDC_CLIENT_ID"),
    ({**SIGN_ON, "SAGACITY_STAFF_OIDC_SECRET": "", **PUBLIC}, "SAGACITY_STAFF_OIDC_SECRET"),
    ({**SIGN_ON, "SAGACITY_STAFF_OIDC_TABLE": "/nowhere/table.toml", **PUBLIC}, "SAGACITY_STAFF_OIDC_TABLE"),
    (
        {
            **SIGN_ON,
            "SAGACITY_STAFF_OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0",
            **PUBLIC,
        },
        "SAGACITY_STAFF_OIDC_ISSUER",
    ),
    (
        {
            "SAGACITY_PAYMENT_URL": "http://pay.example.jp",
            "SAGACITY_PAYMENT_KEY": "k" * 16,
            "SAGACITY_PAYMENT_SECRET": "s" * 16,
            **PUBLIC,
        },
        "SAGACITY_PAYMENT_URL",
    ),
    (
        {
            "SAGACITY_PAYMENT_URL": "https://pay.example.jp",
            "SAGACITY_PAYMENT_KEY": "k" * 16,
            "SAGACITY_PAYMENT_SECRET": "short",
            **PUBLIC,
        },
        "SAGACITY_PAYMENT_SECRET",
    ),
    ({"SAGACITY_INVOICE_NUMBER": "T123", **PUBLIC}, "SAGACITY_INVOICE_NUMBER"),
]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAGACITY_DATA_DIR", str(tmp_path))
    for setting in ("DEMO", "PUBLIC_URL", "SECRET_KEY", "DATABASE_URL", "ZONE", "CITY"):
        monkeypatch.delenv(f"SAGACITY_{setting}", raising=False)


@pytest.mark.parametrize(
    ("said", "named"), UNSAFE, ids=[f"{named}-{number}" for number, (_, named) in enumerate(UNSAFE)]
)
def test_an_unsafe_setting_is_named_with_the_way_out(
    said: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)

    faults = safety.faults()

    assert [fault.setting for fault in faults] == [named]
    assert faults[0].japanese.endswith("。")
    assert len(faults[0].english) > 30


def test_safe_settings_are_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", "https://city.example.jp")

    assert safety.faults() == []


def test_a_demonstration_on_this_machine_alone_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_DEMO", "1")
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", "http://localhost:8000")

    assert safety.faults() == []


def test_check_prints_every_fault_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAGACITY_DEMO", "1")
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", "http://city.example.jp")

    code = check.run([])

    assert code == 1
    said = capsys.readouterr().err
    assert "SAGACITY_DEMO" in said
    assert "SAGACITY_PUBLIC_URL" in said


def test_the_house_does_not_start_with_unsafe_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", "http://city.example.jp")

    code = up.run(["--port", "0"])

    assert code == 1
    assert "SAGACITY_PUBLIC_URL" in capsys.readouterr().err


def test_passwords_alone_are_warned_of_in_production_but_stop_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAGACITY_STAFF_SECOND_FACTOR", "off")
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", "https://city.example.jp")

    assert check.run([]) == 0
    assert "SAGACITY_STAFF_SECOND_FACTOR" in capsys.readouterr().err

    monkeypatch.setenv("SAGACITY_PUBLIC_URL", "http://localhost:8000")

    assert safety.warnings() == []


@pytest.mark.parametrize(
    ("said", "code", "hears"),
    [
        ({}, 0, "the settings are safe"),
        ({"SAGACITY_BROKER_ISSUERS": "/nowhere/issuers.toml"}, 1, "SAGACITY_BROKER_ISSUERS"),
    ],
)
def test_a_process_that_has_loaded_nothing_yet_can_ask(
    tmp_path: Path, said: dict[str, str], code: int, hears: str
) -> None:
    surroundings = {"SAGACITY_DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin", **said}

    done = subprocess.run(
        [sys.executable, "-m", "sagacity.site", "check"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, hears in done.stdout + done.stderr) == (code, True), done.stderr
