import re
from pathlib import Path

import pytest

from sagacity.site import environment
from sagacity.site.catalogue import SETTINGS

SOURCE = Path(__file__).parents[2]


def test_a_setting_that_is_not_in_the_catalogue_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        environment.text("NO_SUCH_SETTING")


def test_every_setting_that_the_code_names_is_in_the_catalogue() -> None:
    named = {
        found
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts
        for found in re.findall(r"SAGACITY_([A-Z][A-Z_]*[A-Z])", path.read_text("utf-8"))
    }

    assert named - set(SETTINGS) == set()


def test_an_unclear_flag_is_refused_with_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_DEMO", "ja")

    with pytest.raises(environment.BrokenSetting, match="SAGACITY_DEMO is 'ja': write 1 or 0"):
        environment.flag("DEMO")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://root:geheim@db/city",
        "postgresql://city:geheim@db",
        "postgresql://city:geheim@db:port/city",
        "geheim",
    ],
)
def test_a_bad_database_address_is_refused_without_repeating_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAGACITY_DATABASE_URL", address)

    with pytest.raises(environment.BrokenSetting) as refused:
        environment.database("DATABASE_URL", tmp_path / "city.sqlite3")

    assert "geheim" not in str(refused.value)
    assert "postgresql://user:password@host/name" in str(refused.value)


def test_an_address_of_postgresql_keeps_signs_that_are_written_in_per_cent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(
        "SAGACITY_DATABASE_URL", "postgresql://city:a%40b%2Fc@db.lg.jp:5433/saga?sslmode=require"
    )

    said = environment.database("DATABASE_URL", tmp_path / "city.sqlite3")

    assert (said["HOST"], said["PORT"], said["NAME"], said["PASSWORD"]) == (
        "db.lg.jp",
        "5433",
        "saga",
        "a@b/c",
    )
    assert said["OPTIONS"]["sslmode"] == "require"
    assert said["OPTIONS"]["pool"]["max_size"] >= 6


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAGACITY_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("SAGACITY_SECRET_KEY", raising=False)

    first, second = environment.secret("SECRET_KEY"), environment.secret("SECRET_KEY")

    assert first == second
    assert len(first) >= 50
    kept = list((tmp_path / "secrets").iterdir())
    assert [path.name for path in kept] == ["secret_key"]
    assert kept[0].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "address", ["city.example.jp", "https://", "https://city.example.jp/portal", "ftp://city"]
)
def test_a_public_address_with_which_no_link_could_be_made_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", address)

    with pytest.raises(environment.BrokenSetting, match=r"write it as https://city\.example\.jp"):
        environment.public_url()
