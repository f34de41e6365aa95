"""For what a record is opened is asked by one form, which offers what was said and writes attempts down."""

import ast
from collections.abc import Iterator
from pathlib import Path

import sagacity

SOURCES = Path(sagacity.__file__).parent
BETTER = (
    "let the form be a subclass of sagacity.kit.ui.api.PurposeForm, or say here why it asks something else"
)
# Fields of this name that open nobody's record, and why.
OTHERS = {
    "desks/reception/forms.py OpenForm": "which kind of reception is opened",
    "miniapps/developers/forms.py AskForm": "what a key of the data platform is for",
    "identity/family/staff_forms.py ActForm": "carries on, unseen, what NumberForm asked for",
}


def _classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path in SOURCES.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    yield path.relative_to(SOURCES).as_posix(), node


def _asks_for_a_purpose(found: ast.ClassDef) -> bool:
    return any(
        isinstance(line, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "purpose" for target in line.targets)
        and isinstance(line.value, ast.Call)
        and ast.unparse(line.value.func).startswith("forms.")
        for line in found.body
    )


def _calls_of_facts() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCES.rglob("*.py"):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "register.facts":
                    yield path.relative_to(SOURCES).as_posix(), node


def test_no_form_asks_for_a_purpose_in_a_way_of_its_own() -> None:
    found = {f"{path} {node.name}" for path, node in _classes() if _asks_for_a_purpose(node)}

    assert found == set(OTHERS), BETTER


def test_no_room_makes_up_the_purpose_for_which_staff_open_a_record() -> None:
    calls = list(_calls_of_facts())
    made_up = {
        f"{path}:{call.lineno}"
        for path, call in calls
        for word in call.keywords
        if word.arg == "purpose" and isinstance(word.value, ast.Constant | ast.JoinedStr)
    }

    assert len(calls) >= 3
    assert made_up == set(), "hand on what the member of staff said"
