from pathlib import Path

import pytest

from sagacity.site import safety
from sagacity.site.commands import check, up

PUBLIC = {"SAGACITY_PUBLIC_URL": "https://city.example.jp"}
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
