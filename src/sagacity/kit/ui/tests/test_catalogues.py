import gettext
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sagacity.kit.ui import api as ui
from sagacity.kit.ui import catalogues

STAFF = ("templates/ui/staff.html", "templates/ui/parts.html", "purpose_form.py")


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


def test_a_fresh_machine_speaks_every_language_at_its_first_start(tmp_path: Path) -> None:
    """What rooms translate while starting must not hide the catalogues compiled a moment later."""
    story = (
        "import django; django.setup()\n"
        "from django.utils import translation\n"
        "for code in ('ja', 'ja-easy', 'en'):\n"
        "    with translation.override(code): print(translation.gettext('This field is required.'))\n"
        "    with translation.override(code): print(translation.gettext('ページが見つかりません'))\n"
    )
    environment = {
        **os.environ,
        "SAGACITY_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "sagacity.site.settings",
    }
    environment["PYTHONPATH"] = str(Path(__file__).parents[4])

    told = subprocess.run(
        [sys.executable, "-c", story], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.splitlines() == [
        "入力してください。",
        "ページが見つかりません",
        "ここに 書いてください。",
        "ページが ありません",
        "This field is required.",
        "Page not found",
    ]
