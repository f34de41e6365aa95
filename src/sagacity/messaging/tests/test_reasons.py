"""Reasons are codes of one list, so that whoever shows them has words for all."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sagacity.messaging import delivering, providers

NUMBERED = ("http_", "smtp_")


def written(path: Path) -> Iterator[str]:
    """Every reason that a module spells out by itself, instead of naming it from the list."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        said = [word.value for word in call.keywords if word.arg == "why"]
        said += call.args[2:3] if name == "Outcome" else []
        for one in said:
            parts = one.values if isinstance(one, ast.JoinedStr) else [one]
            if isinstance(parts[0], ast.Constant) and parts[0].value:
                yield str(parts[0].value)


def test_nothing_is_written_down_that_is_not_in_the_list(tmp_path: Path) -> None:
    folders = [Path(room.__path__[0]) for room in (delivering, providers)]
    found = [
        (path.name, code) for folder in folders for path in folder.glob("*.py") for code in written(path)
    ]

    assert {code for _, code in found} == set(NUMBERED), found
    spelt = tmp_path / "spelt.py"
    spelt.write_text('Outcome(1, Answer.LATER, "busy"); rows.update(why="lost")', "utf-8")
    assert list(written(spelt)) == ["busy", "lost"]
