"""A name of the design system in a template is one that its style sheets know."""

import re
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "sagacity"


def test_every_name_of_the_design_system_in_a_template_has_a_style() -> None:
    known = {
        name
        for sheet in SOURCES.rglob("*.css")
        for name in re.findall(r"\.(sg-[\w-]+)", sheet.read_text(encoding="utf-8"))
    }
    unknown = {
        f"{page.relative_to(SOURCES)}: {name}"
        for page in SOURCES.rglob("*.html")
        for classes in re.findall(r'class="([^"]*)"', page.read_text(encoding="utf-8"))
        for name in re.sub(r"\{[%{].*?[%}]\}", "\0", classes).split()
        if re.fullmatch(r"sg-[\w-]+[\w]", name) and name not in known
    }

    assert len(known) > 100
    assert unknown == set(), "no style sheet knows these: docs/how-to/build-a-page.md lists what there is"
