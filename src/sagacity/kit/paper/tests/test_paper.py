"""A page is set with what it says, or refused in words; a box is never printed."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.kit.paper import api as paper

PAGE = Path(__file__).parent / "page.typ"


def test_a_page_of_names_becomes_a_pdf_that_can_be_kept(at: datetime) -> None:
    made = paper.pdf(template=PAGE, fields={"text": "髙﨑 𠮷田 Nguyễn 김"}, at=at)

    assert made.startswith(b"%PDF-")
    assert b"pdfaid:part" in made


def test_the_same_page_is_the_same_bytes(at: datetime) -> None:
    first, second = (paper.pdf(template=PAGE, fields={"text": "参加証"}, at=at) for _ in range(2))

    assert first == second


def test_what_stands_in_a_text_is_never_run(at: datetime) -> None:
    plain = paper.compiled(template=PAGE, fields={"text": "a"}, at=at, to="png")
    code = paper.compiled(template=PAGE, fields={"text": '#panic() #read("x")'}, at=at, to="png")

    assert code.startswith(b"\x89PNG")
    assert code != plain


def test_a_character_that_the_font_lacks_is_refused_by_name(at: datetime) -> None:
    with pytest.raises(paper.CharactersLacking) as refusal:
        paper.pdf(template=PAGE, fields={"text": "見本\U0003fffd"}, at=at)

    assert refusal.value.characters == ["\U0003fffd"]
    assert paper.lacking("髙﨑𠮷邉邊齋𩸽") == []


def test_without_a_font_nothing_is_set(at: datetime, settings: Settings, tmp_path: Path) -> None:
    settings.FONT_DIR = str(tmp_path)

    assert paper.japanese_font() is None
    with pytest.raises(paper.NoPaper):
        paper.pdf(template=PAGE, fields={"text": "a"}, at=at)
