"""The 個人番号 has no place in this house: no column, no heading, no fixture, and no door that takes it."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sagacity.kit.japanese import my_number
from sagacity.kit.ui import my_number_guard

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"個人番号|マイナンバー(?!カード)|kojin_?bango|my_?number(?!_?card)", re.IGNORECASE)
RIGHT = "123456789018"
READ = {".py", ".toml", ".csv", ".json", ".html", ".md", ".js", ".po", ".txt", ".tsv", ".xml", ".yml"}
# Where the digits stand to prove that they are stopped.
PROOFS = {
    "src/sagacity/identity/register/tests",
    "src/sagacity/kit/japanese/tests",
    "src/sagacity/kit/ui/tests",
    "tests/architecture",
    "tests/browser",
}


def _files() -> list[str]:
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode == 0:
        return told.stdout.splitlines()
    folders = ("src", "tests", "cities", "docs", "examples")
    return [str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*")]


def test_no_table_has_a_column_for_it() -> None:
    columns = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if NAMED.search(f"{field.name} {getattr(field, 'verbose_name', '')}")
    ]
    assert columns == [], "the 個人番号 is never stored: take the column out"


def test_a_column_for_it_would_be_seen() -> None:
    assert all(NAMED.search(name) for name in ("kojinbango", "kojin_bango", "my_number", "個人番号"))
    assert not NAMED.search("my_number_card_expires")


def test_no_table_of_a_pack_and_no_fixture_has_a_heading_for_it() -> None:
    tables = [name for name in _files() if name.endswith((".csv", ".tsv", ".json"))]
    bad = [
        name
        for name in tables
        if (ROOT / name).is_file()
        and NAMED.search((ROOT / name).read_bytes().partition(b"\n")[0].decode("utf-8", "replace"))
    ]
    assert tables
    assert bad == [], "a heading for the 個人番号: take the column out"


def _named_in_python(path: Path) -> Iterator[str]:
    """Fields of dataclasses, forms and tables, and keys of what is written as JSON."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Assign):
            yield from (ast.unparse(target) for target in node.targets)
        elif isinstance(node, ast.Dict):
            yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))


def _named_in_toml(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _named_in_toml(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named_in_toml(each)


def test_no_fact_no_form_no_body_and_no_pack_has_a_name_for_it() -> None:
    bad = []
    for name in _files():
        path = ROOT / name
        if not name.startswith(("src/", "cities/", "examples/")) or "/tests/" in name or not path.is_file():
            continue
        if path.suffix == ".py":
            found = _named_in_python(path)
        elif path.suffix == ".toml":
            found = _named_in_toml(tomllib.loads(path.read_text(encoding="utf-8")))
        else:
            continue
        bad += [f"{name}: {word}" for word in found if NAMED.search(word)]
    assert bad == [], "a place for the 個人番号: take it out"


def test_no_field_of_a_page_has_a_name_for_it() -> None:
    fields = re.compile(r"""name=["']([^"']+)["']""")
    pages = [name for name in _files() if name.startswith(("src/", "examples/")) and name.endswith(".html")]
    bad = [
        f"{name}: {found}"
        for name in pages
        if (ROOT / name).is_file()
        for found in fields.findall((ROOT / name).read_text(encoding="utf-8"))
        if NAMED.search(found)
    ]
    assert len(pages) > 100
    assert bad == [], "a field for the 個人番号: take it out"


def test_no_file_holds_digits_that_could_be_one() -> None:
    bad = []
    for name in _files():
        path = ROOT / name
        if path.suffix not in READ or not path.is_file() or any(name.startswith(f"{one}/") for one in PROOFS):
            continue
        if name.endswith(".lock"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        bad += [
            f"{name}: {found[0]}"
            for found in re.finditer(r"(?<![0-9A-Za-z.])\d{12}(?![0-9A-Za-z.])", text)
            if my_number.is_right(found[0])
        ]
    assert bad == [], "twelve digits with a right check digit: use others, so that nobody takes them for one"


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, route)
        elif "(?P" not in route:
            filled = re.sub(r"<int:[^>]+>", "1", route)
            yield re.sub(r"<[^>]+>", "x", filled).removesuffix("$")


RESIDENTS = sorted(
    address
    for address in set(_addresses(get_resolver().url_patterns))
    if not address.startswith((*my_number_guard.STAFF, *my_number_guard.MACHINES))
)


@pytest.mark.django_db
def test_no_door_of_residents_takes_it() -> None:
    client = Client()
    took = [
        address
        for address in RESIDENTS
        if client.post(address, {"anything": f"番号 {RIGHT}"}).status_code != 422
    ]
    assert len(RESIDENTS) > 50
    assert took == [], "the guard does not stand before these doors: see kit/ui/my_number_guard.py"
