"""What check-city says of a guide with something wrong in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sagacity.procedures.guide import pack_files
from sagacity.procedures.guide.testing import pack_of

Change = Callable[[str, str, str], None]


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = pack_of("example", tmp_path)
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "example")
    return copied


@pytest.fixture
def change(pack: Path) -> Change:
    def changes(name: str, old: str, new: str) -> None:
        path = pack / "guide" / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return changes


def said(pack: Path) -> set[tuple[str, str]]:
    return {(one.code, one.details.get("place", "")) for one in pack_files.look(pack)}


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('procedure = "filing"', 'procedure = "nothing"', "guide_error", "nothing"),
        ('paper = "id"', 'paper = "nothing"', "guide_error", "filing"),
        ('[{var = "copies"}, 0]', '[{var = "nothing"}, 0]', "guide_error", "certificate"),
        ('{">" = [{var = "copies"}, 0]}', '{">" = [{var = "copies"}, 10]}', "guide_error", "certificate"),
        ('counted_from = "moved_on"', 'counted_from = "copies"', "guide_error", "filing"),
        ('item = "residence_certificate"', 'item = "nothing"', "guide_error", "certificate"),
        ('copies = "copies"', 'copies = "moved_on"', "guide_error", "certificate"),
        ('en = "Day of the move", ', "", "guide_warning", "block 1, question 1, label"),
        ("days = 14", 'days = "many"', "guide_broken", "rule, 0, deadline, days"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    pack: Path, change: Change, old: str, new: str, code: str, place: str
) -> None:
    change("moving_in.toml", old, new)

    assert (code, place) in said(pack)


def test_a_paper_that_no_rule_wants_is_named(pack: Path, change: Change) -> None:
    change("common/papers.toml", 'key = "id"', 'key = "id_card"')

    assert ("guide_warning", "id_card") in said(pack)


def test_a_desk_that_is_not_there_is_named(pack: Path, change: Change) -> None:
    change("common/desks.toml", 'key = "citizens"', 'key = "other"')

    assert ("guide_error", "filing") in said(pack)


def test_two_rules_of_one_key_are_one_too_many(pack: Path, change: Change) -> None:
    change("moving_in.toml", 'procedure = "certificate"', 'procedure = "certificate"\nkey = "filing"')

    assert ("guide_error", "filing") in said(pack)


def test_a_rule_without_a_household_and_an_idle_question_are_named(pack: Path) -> None:
    (pack / "guide" / "households" / "moving_in.toml").unlink()

    codes = {one.code for one in pack_files.look(pack)}

    assert codes == {"guide_untested", "guide_idle"}


def test_a_pack_without_a_guide_says_so(tmp_path: Path) -> None:
    assert [one.code for one in pack_files.look(tmp_path)] == ["lack_guide"]
