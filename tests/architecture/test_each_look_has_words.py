"""Whoever reads who looked at their data reads words: what was done, what was seen, and where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sagacity.miniapps.looks import words

SOURCE = Path(__file__).parents[2] / "src" / "sagacity"
NAMED = re.compile(r"[a-z_]+(\.[a-z_]+)+")
BETTER = "add it to miniapps/looks/words.py, in six languages"


def _looks() -> Iterator[tuple[ast.Module, dict[str, ast.expr]]]:
    """Every line about a person that the program writes into the log, with the module it stands in."""
    for path in SOURCE.rglob("*.py"):
        if {"tests", "bench"} & set(path.parts):
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                said = {each.arg or "": each.value for each in node.keywords}
                if "subject" in said:
                    yield module, said


def _texts(node: ast.AST) -> set[str]:
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def _actions() -> set[str]:
    """Where the action is no literal, every text of the module that is written like one of its room."""
    found: set[str] = set()
    for module, said in _looks():
        own = _texts(said["action"])
        found |= own or {text for text in _texts(module) if NAMED.fullmatch(text) and ".mandate." in text}
    return {action for action in found if not action.endswith(".refused")}


def _plain(name: str) -> set[str]:
    nodes = (said[name] for _, said in _looks() if name in said)
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_what_was_done_has_words() -> None:
    assert len(_actions()) > 7
    assert _actions() - set(words.ACTIONS) == set(), BETTER


def test_what_was_seen_and_where_has_words() -> None:
    from sagacity.identity.register.types import ColumnGroup

    assert (_plain("group") | {str(group) for group in ColumnGroup}) - set(words.GROUPS) == set(), BETTER
    assert _plain("channel") - set(words.CHANNELS) == set(), BETTER
