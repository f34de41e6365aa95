"""Residents' pages of the shell speak six languages, every sentence of them."""

import re
from pathlib import Path

import polib
import pytest

from sagacity.identity.testing import Actor

SHELL = Path(__file__).parents[1]
LOCALES = ("ja_Easy", "en", "zh_Hans", "ko", "vi")
TAG = re.compile(r"""\{%\s*translate\s+["'](.+?)["']""")
BLOCK = re.compile(r"\{%\s*blocktranslate.*?%\}(.*?)\{%\s*endblocktranslate", re.DOTALL)
CALL = re.compile(r"""\b(?:_|said)\(\s*"(.+?)"\s*\)""")


def sentences() -> set[str]:
    """Every sentence residents read, as the catalogues name it."""
    found: set[str] = set()
    for page in SHELL.glob("templates/shell/*.html"):
        if not page.name.startswith("staff_"):
            text = page.read_text("utf-8")
            found |= set(TAG.findall(text))
            found |= {re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", said) for said in BLOCK.findall(text)}
    for module in SHELL.glob("*.py"):
        if not module.name.startswith("staff_"):
            found |= set(CALL.findall(module.read_text("utf-8")))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_missing(locale: str) -> None:
    catalogue = polib.pofile(str(SHELL / "locale" / locale / "LC_MESSAGES" / "django.po"))
    said = {entry.msgid for entry in catalogue if entry.translated()}

    assert len(sentences()) > 100
    assert sentences() - said == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_filled_in_stands_in_every_language(locale: str) -> None:
    catalogue = polib.pofile(str(SHELL / "locale" / locale / "LC_MESSAGES" / "django.po"))

    for entry in catalogue:
        named = re.findall(r"%\(\w+\)s|\{\w+\}", entry.msgid)
        assert sorted(re.findall(r"%\(\w+\)s|\{\w+\}", entry.msgstr)) == sorted(named), entry.msgid


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "For you today"), ("zh-hans", "今天给您"), ("ko", "오늘 나에게"), ("vi", "Hôm nay cho bạn")],
)
def test_home_speaks_the_language_of_the_browser(db: None, language: str, word: str) -> None:
    reader = Actor(language=language)

    page = reader.sees("/")

    assert word in page
    assert "きょうのあなたへ" not in page
