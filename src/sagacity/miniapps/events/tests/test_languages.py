"""Every text of the app in every language."""

from pathlib import Path

import polib
import pytest

from sagacity.kit.ui.missing import RESIDENT_LOCALES, missing_strings
from sagacity.miniapps.events import said

FOLDER = Path(__file__).parents[1]
STAFF = ("applicants*.py", "desk*.py", "templates/events/desk*.html", "recurrence.py")


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.miniapps.events", staff_files=STAFF) == []


@pytest.mark.parametrize("locale", RESIDENT_LOCALES)
def test_the_names_of_columns_are_translated(locale: str) -> None:
    known = {entry.msgid for entry in polib.pofile(str(FOLDER / f"locale/{locale}/LC_MESSAGES/django.po"))}

    assert set(said.FACTS.values()) - known == set()
