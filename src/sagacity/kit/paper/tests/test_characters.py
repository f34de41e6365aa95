"""Names are kept as given: a form of a character that the font does not draw is refused, not replaced."""

from datetime import datetime
from pathlib import Path

import pytest

from sagacity.kit.paper import api as paper
from sagacity.kit.paper import characters, fonts

PAGE = Path(__file__).parent / "page.typ"
KATSURA, IN_NOTO, IN_NO_FONT = "葛", "葛\U000e0100", "葛\U000e01ef"


def test_a_character_and_its_selector_are_one(at: datetime) -> None:
    assert list(characters.clusters("葛\U000e0100城𠮷\ufe00a")) == ["葛\U000e0100", "城", "𠮷\ufe00", "a"]


@pytest.mark.parametrize("name", ["𠮷田", "髙橋", "﨑", "渡邉 邊", IN_NOTO, "凜〻①㈱"])
def test_a_form_that_the_font_draws_is_set(name: str, at: datetime) -> None:
    assert paper.lacking(name) == []
    assert paper.pdf(template=PAGE, fields={"text": name}, at=at).startswith(b"%PDF-")


def test_a_variant_looks_different_from_the_character_without_it(at: datetime) -> None:
    plain, varied = (
        paper.compiled(template=PAGE, fields={"text": name}, at=at, to="png") for name in (KATSURA, IN_NOTO)
    )

    assert plain != varied


def test_a_variant_that_no_font_knows_is_refused_with_its_character(at: datetime) -> None:
    with pytest.raises(paper.CharactersLacking) as refusal:
        paper.pdf(template=PAGE, fields={"text": f"{IN_NO_FONT}城"}, at=at)

    assert refusal.value.characters == [IN_NO_FONT]
    assert paper.named_character(IN_NO_FONT) == f"{IN_NO_FONT}（U+845B U+E01EF）"


def test_a_selector_that_stands_alone_is_refused(at: datetime) -> None:
    assert paper.lacking("\U000e0100葛") == ["\U000e0100"]


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x00", "\ufeff", "\x07"])
def test_signs_that_hide_or_turn_text_round_are_refused_by_number(sign: str) -> None:
    assert paper.lacking(f"金額{sign}100円") == [sign]
    assert paper.named_character(sign) == f"U+{ord(sign):04X}"


def test_what_the_typesetter_cannot_draw_below_the_japanese_characters_is_refused_too(at: datetime) -> None:
    with pytest.raises(paper.CharactersLacking) as refusal:
        paper.pdf(template=PAGE, fields={"text": "สมชาย"}, at=at)

    assert "ส" in refusal.value.characters


def test_a_font_that_draws_all_of_a_text_is_tried_first() -> None:
    best = fonts.japanese()
    assert best is not None

    assert fonts.families("佐賀")[0] == fonts.FAMILIES[best.name]
