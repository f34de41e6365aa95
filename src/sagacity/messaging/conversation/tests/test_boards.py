"""Phrase boards of a pack, and what check-city says of them."""

import shutil
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation import pack_files

FILE = "phrases/counter.toml"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented city, to be spoilt."""
    shutil.copytree(city.packs_folder() / "example", tmp_path / "mihon")
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "mihon")
    return tmp_path / "mihon"


def said(pack: Path, old: str = "", new: str = "") -> list[str]:
    file = pack / FILE
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return [finding.code for finding in pack_files.look(pack)]


def test_a_whole_board_has_nothing_to_be_said(pack: Path) -> None:
    assert said(pack) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[name]", "[name", "phrases_broken"),
        ('side = "clerk"', 'side = "mayor"', "phrases_broken"),
        ('pictogram = "wait"', 'pictogram = "dragon"', "phrases_broken"),
        ('key = "write"', 'key = "wait"', "phrases_broken"),
        ('ja = "少しお待ちください。"', f'ja = "{"あ" * 161}"', "phrases_broken"),
        ('vi = "Xin chờ một chút."', 'xx = "?"', "phrases_language"),
        ("待〈ま〉って ください", "お待ちくださいますようお願いいたします", "phrases_easy"),
        ('source = "住民基本台帳法', 'origin = "住民基本台帳法', "phrases_source"),
        ("confirmed = true", "confirmed = false", "phrases_to_confirm"),
    ],
)
def test_everything_wrong_is_named(pack: Path, old: str, new: str, code: str) -> None:
    assert code in said(pack, old, new)


def test_a_board_on_which_one_side_is_dumb_is_named(pack: Path) -> None:
    text = (pack / FILE).read_text("utf-8")
    (pack / FILE).write_text(text.replace('side = "resident"', 'side = "clerk"'), "utf-8")

    assert [finding.code for finding in pack_files.look(pack)] == ["phrases_one_side"]


def test_a_pack_without_boards_says_so_and_has_none(pack: Path) -> None:
    shutil.rmtree(pack / "phrases")

    assert [finding.code for finding in pack_files.look(pack)] == ["lack_phrases"]
    assert conversation.boards() == ()


@pytest.mark.parametrize("key", city.packs())
def test_every_board_of_every_pack_speaks_all_languages_and_easily(key: str) -> None:
    codes = {finding.code for finding in pack_files.look(city.folder(key))}

    assert codes <= {"phrases_to_confirm"}
