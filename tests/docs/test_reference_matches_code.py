import pytest

from sagacity.site import reference

PAGES = ("api.md", "signals.md", "urls.md", "mini-apps.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_page_says_what_the_code_says(page: str) -> None:
    written = (reference.FOLDER / page).read_text(encoding="utf-8")

    assert written == reference.pages()[page], f"{page} is old: run ./sagacity manage reference"


def test_everything_on_a_menu_has_a_sentence_of_its_own() -> None:
    silent = [line for line in reference.pages()["api.md"].splitlines() if line.endswith("` |  |")]

    assert silent == []
