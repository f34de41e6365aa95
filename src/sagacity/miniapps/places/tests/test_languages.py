"""Every text of the app in every language."""

from pathlib import Path

import polib
import pytest

from sagacity.kit.ui.missing import RESIDENT_LOCALES, missing_strings
from sagacity.miniapps.places import hazards, looks, sensing, services

FOLDER = Path(__file__).parents[1]


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.miniapps.places") == []


@pytest.mark.parametrize("locale", RESIDENT_LOCALES)
def test_the_names_of_kinds_dangers_and_services_are_translated(locale: str) -> None:
    tables = (
        services.ABOUT,
        services.SERVICES,
        services.PARKING,
        services.AED,
        services.SHELTER,
    )
    said = {label for table in tables for label in table.values()}
    said |= {label for _key, _icon, label, _column in hazards.ALL}
    said |= {label for _icon, label in looks._KNOWN.values()}
    said |= set(sensing.LABELS.values())

    known = {entry.msgid for entry in polib.pofile(str(FOLDER / f"locale/{locale}/LC_MESSAGES/django.po"))}

    assert said - known == set()
