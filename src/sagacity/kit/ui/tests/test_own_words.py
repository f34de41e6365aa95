"""A room speaks with its own words, also where another room says something else for the same Japanese."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override
from pytest_django import Settings

from sagacity.kit.ui import catalogues, own_words

FORM, MANDATE = "sagacity.procedures.forms.api", "sagacity.identity.family.api"


@pytest.fixture
def two_rooms(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both rooms have 「本人」 and count people, each in its own way; only one of them says 「町」."""
    told = (
        ("family", {"本人": "Giver", "町": "Town"}, "%d person"),
        ("procedures_forms", {"本人": "You"}, "%d human"),
    )
    files = {}
    for label, words, counted in told:
        path = tmp_path / f"{label}.po"
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
        catalogue += [polib.POEntry(msgid=japanese, msgstr=said) for japanese, said in words.items()]
        catalogue.append(
            polib.POEntry(msgid="%d人", msgid_plural="%d人", msgstr_plural={0: counted, 1: f"{counted}s"})
        )
        catalogue.save(str(path))
        files[path] = label
    monkeypatch.setattr(catalogues, "sources", lambda: {"en": files})
    settings.LOCALE_PATHS = [tmp_path / "made"]
    catalogues.compile_all()
    catalogues.forget_what_was_loaded()
    yield
    monkeypatch.undo()
    catalogues.forget_what_was_loaded()


def test_each_room_has_its_word_and_anybody_else_the_first(two_rooms: None) -> None:
    with override("en"):
        with own_words.of(FORM):
            assert gettext("本人") == "You"
        with own_words.of(MANDATE):
            assert gettext("本人") == "Giver"
        assert gettext("本人") == "Giver"


def test_what_a_room_does_not_say_itself_it_says_as_the_others(two_rooms: None) -> None:
    with override("en"), own_words.of(FORM):
        assert gettext("町") == "Town"
        assert gettext("知らないことば") == "知らないことば"


def test_counted_things_are_words_too(two_rooms: None) -> None:
    with override("en"):
        with own_words.of(FORM):
            assert [ngettext("%d人", "%d人", n) % n for n in (1, 2)] == ["1 human", "2 humans"]
        assert [ngettext("%d人", "%d人", n) % n for n in (1, 2)] == ["1 person", "2 persons"]


def test_another_language_in_between_changes_nothing(two_rooms: None) -> None:
    with override("en"), own_words.of(FORM):
        with override("ja"):
            assert gettext("本人") == "本人"
        assert gettext("本人") == "You"


def test_a_page_speaks_with_the_words_of_its_room_and_leaves_none_behind(two_rooms: None) -> None:
    view = SimpleNamespace(__module__=FORM)

    def answered(request: object) -> HttpResponse:
        page.process_view(request, view)  # type: ignore[arg-type]
        with override("en"):
            return HttpResponse(gettext("本人"))

    page = own_words.WordsOfThePage(answered)

    assert page(RequestFactory().get("/")).content == b"You"
    with override("en"):
        assert gettext("本人") == "Giver"


def test_every_language_of_the_city_is_said(two_rooms: None) -> None:
    said = own_words.in_every_language(lambda code: f"{code} {gettext('本人')}", of_room=FORM)

    assert said["ja"] == "ja 本人"
    assert said["en"] == "en You"
    assert set(said) == {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
