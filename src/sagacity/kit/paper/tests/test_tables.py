"""Lists and tables reach a template as data; nothing that stands in them is run."""

from datetime import datetime
from pathlib import Path

import pytest

from sagacity.kit.paper import api as paper

TABLE = Path(__file__).parent / "table.typ"
HOSTILE = [
    '#panic("x")',
    "$ x $",
    ']#read("table.typ")[',
    '"] #sys.inputs',
    "*太字* _斜体_ = 見出し",
    "\\u{202e}",
    "</x>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_stands_in_a_cell_is_never_run(text: str, at: datetime) -> None:
    plain = paper.compiled(template=TABLE, fields={"rows": [["氏名", "x" * len(text)]]}, at=at, to="png")
    hostile = paper.compiled(template=TABLE, fields={"rows": [["氏名", text]]}, at=at, to="png")

    assert hostile.startswith(b"\x89PNG")
    assert hostile != plain


def test_what_is_deep_in_a_table_is_checked_against_the_font(at: datetime) -> None:
    with pytest.raises(paper.CharactersLacking) as refusal:
        paper.pdf(template=TABLE, fields={"rows": [["世帯", "葛\U000e01ef"], ["", "\U0003fffd"]]}, at=at)

    assert refusal.value.characters == ["葛\U000e01ef", "\U0003fffd"]
