import gettext
from pathlib import Path

import pytest

from sagacity.kit.ui import api as ui
from sagacity.kit.ui import catalogues

STAFF = ("templates/ui/staff.html", "templates/ui/parts.html")


def test_every_string_of_the_frame_is_said_in_every_language() -> None:
    assert ui.missing_strings(package="sagacity.kit.ui", staff_files=STAFF) == []


def test_a_room_without_a_catalogue_is_told_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "a_room_of_tests"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (room / "views.py").write_text('from x import gettext as _\nsaid = _("ようこそ")\nname = _("plain")\n')
    (room / "page.html").write_text("{% load i18n %}{% blocktranslate %}{{ n }}件{% endblocktranslate %}")
    monkeypatch.syspath_prepend(str(tmp_path))

    found = ui.missing_strings(package="a_room_of_tests", staff_files=("views.py",))

    assert {(each.text, each.file) for each in found} == {("ようこそ", "views.py"), ("%(n)s件", "page.html")}
    assert [each.locale for each in found if each.file == "views.py"] == ["en"]


def test_compiled_catalogues_say_what_the_sources_say(tmp_path: Path) -> None:
    written = catalogues.compile_all(into=tmp_path)

    assert tmp_path / "en/LC_MESSAGES/django.mo" in written
    english = gettext.translation("django", tmp_path, ["en"])
    assert english.gettext("ページが見つかりません") == "Page not found"


def test_a_second_start_compiles_nothing(tmp_path: Path) -> None:
    catalogues.compile_all(into=tmp_path)

    assert catalogues.compile_all(into=tmp_path) == []


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "django.po"
    broken.write_text('msgid "開いた\nmsgstr\n', encoding="utf-8")

    with pytest.raises(catalogues.BrokenCatalogue, match=r"django\.po"):
        list(catalogues.entries(broken))
