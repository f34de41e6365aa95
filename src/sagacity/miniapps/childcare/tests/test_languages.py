"""Every text of the app in every language, the names and notes of the tables included."""

from pathlib import Path

import polib
import pytest

from sagacity.identity.testing import Actor
from sagacity.kit.city import api as city
from sagacity.kit.ui.missing import RESIDENT_LOCALES, missing_strings
from sagacity.miniapps.childcare import nursery_rows, spots, stages, tables
from sagacity.miniapps.childcare.tests.family import Family

FOLDER = Path(__file__).parents[1]


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.miniapps.childcare") == []


@pytest.mark.parametrize("locale", RESIDENT_LOCALES)
def test_the_words_of_tables_states_and_groups_are_translated(locale: str) -> None:
    said = {label for label, _colour, _icon in stages._STAGES.values()} | set(stages._ADVICE.values())
    said |= {label for label, _icon, _fits in spots.GROUPS.values()} | set(nursery_rows.COLUMNS)
    for key in city.packs():
        told = tables.read(city.folder(key) / tables.FOLDER)
        for one in (*told.doses, *told.checkups):
            said |= {one.name, one.turn, one.note, one.how, one.basis}

    known = {entry.msgid for entry in polib.pofile(str(FOLDER / f"locale/{locale}/LC_MESSAGES/django.po"))}

    assert said - known - {""} == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja-easy", "お医者"),
        ("en", "Please consult your doctor"),
        ("zh-hans", "请与医生商量"),
        ("ko", "의사와 상담하세요"),
        ("vi", "Hãy hỏi ý kiến bác sĩ"),
    ],
)
def test_a_childs_page_speaks_the_language_of_its_reader(hanakos: Family, language: str, said: str) -> None:
    child = hanakos.adds(2026, 6, 27, name="Momo")
    hanakos.parent.sends("/language/", language=language)

    page = hanakos.parent.sees(child)

    assert said in page
    assert hanakos.parent.answer is not None
    assert hanakos.parent.answer.headers["Content-Language"] == language


def test_a_reader_of_english_sees_no_japanese_but_names_and_sources(hanako: Actor) -> None:
    hanako.sends("/language/", language="en")

    assert "を" not in hanako.sees("/apps/childcare/")
