"""Every id a message can carry is described, and every described id is used."""

import ast
import re
from pathlib import Path

import sagacity.registry
from sagacity.registry.reporting import rules
from sagacity.registry.reporting.rules import as_markdown

REGISTRY = Path(sagacity.registry.__file__).parent
REPOSITORY = REGISTRY.parents[2]
ROOMS = ("reading", "checking", "importing")
FAMILIES = {one.id.split(".")[0] for one in rules() if not one.level}
ID = re.compile(rf"L[123]-\d\d|(?:{'|'.join(sorted(FAMILIES))})\.[a-z_]+")
TARGETS = {
    "address.text",
    "address.city",
    "point.latitude",
    "point.longitude",
    "address.town",
    "address.rest",
}


def named_in_code() -> set[str]:
    """Every text in the code that has the form of a rule."""
    found: set[str] = set()
    for room in ROOMS:
        for path in (REGISTRY / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and ID.fullmatch(node.value)
                ):
                    found.add(node.value)
    return found - TARGETS


def test_every_rule_a_message_names_is_described() -> None:
    assert named_in_code() - {one.id for one in rules()} == set()


def test_every_rule_said_to_be_checked_is_named_somewhere() -> None:
    assert {one.id for one in rules() if one.checked} - named_in_code() == set()


def test_what_a_person_has_to_look_at_is_never_reported_by_the_program() -> None:
    assert {one.id for one in rules() if not one.checked} & named_in_code() == set()


def test_each_rule_stands_once_with_title_and_advice() -> None:
    ids = [one.id for one in rules()]

    assert len(ids) == len(set(ids))
    assert all(one.title and one.advice for one in rules())


def test_the_reference_page_is_what_the_rules_say() -> None:
    page = REPOSITORY / "docs" / "reference" / "import-rules.md"

    assert page.read_text("utf-8") == as_markdown()
