import re
from pathlib import Path

import pytest

from sagacity.site import commands, pages, reference
from sagacity.site.catalogue import SETTINGS

ROOT = Path(__file__).parents[4]
DEPLOYED = [*sorted((ROOT / "deploy").rglob("*.*")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize(
    ("page", "written"), [("settings.md", pages.settings), ("commands.md", pages.commands)]
)
def test_the_page_about_the_product_says_what_the_code_says(page: str, written: object) -> None:
    assert callable(written)

    assert (reference.FOLDER / page).read_text("utf-8") == written(), "run ./sagacity manage reference"


def test_every_command_says_what_it_is_for() -> None:
    assert [name for name in commands.names() if len(commands.sentence(name)) < 20] == []


def test_the_script_lists_every_command() -> None:
    script = (ROOT / "sagacity").read_text("utf-8")
    listed = set(re.findall(r"^  ([a-z-]+)(?:, ([a-z-]+))?(?:, ([a-z-]+))?  ", script, flags=re.MULTILINE))
    words = {word for line in listed for word in line if word}

    assert words == set(commands.names())


@pytest.mark.parametrize("path", DEPLOYED, ids=[str(path.relative_to(ROOT)) for path in DEPLOYED])
def test_guides_and_units_name_only_settings_and_commands_that_exist(path: Path) -> None:
    text = path.read_text("utf-8")

    settings = set(re.findall(r"SAGACITY_([A-Z][A-Z_]*[A-Z])", text)) - {"NAME"}
    called = set(re.findall(r"(?:\./|/opt/sagacity/)sagacity ([a-z][a-z-]*)", text)) - {"command"}

    assert settings <= set(SETTINGS)
    assert called <= set(commands.names())
