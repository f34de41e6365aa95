"""Translations: every room's `locale/**/django.po` becomes one compiled catalogue per language, at start.

Where rooms translate the same Japanese in different ways, the first one's words are for everybody, and those
of each other stand once more under its label: `own_words.py` looks there first.
"""

import gettext
import hashlib
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.utils.translation import trans_real
from django.utils.translation.trans_real import reset_cache

from sagacity.kit.ui.own_words import SEPARATOR


class BrokenCatalogue(Exception):
    """A translation file that cannot be read; the message says which and where."""


def sources() -> dict[str, dict[Path, str]]:
    """Every translation file of all installed rooms by locale (`ja_Easy` …), with the label of its room."""
    found: dict[str, dict[Path, str]] = defaultdict(dict)
    for config in apps.get_app_configs():
        if config.name.startswith("django"):
            continue
        for path in sorted(Path(config.path).glob("locale/*/LC_MESSAGES/django.po")):
            found[path.parents[1].name][path] = config.label
    return dict(found)


def compile_all(*, into: Path | None = None) -> list[Path]:
    """Compile what has changed since the last start; gives the files that were written.

    Raises:
        BrokenCatalogue: a file cannot be read; nothing of its language was written.
    """
    folder = into or Path(settings.LOCALE_PATHS[0])
    return [path for locale, files in sources().items() for path in _compile(folder, locale, files)]


def forget_what_was_loaded() -> None:
    """Drop translations read before the new ones were written: a room may have spoken while starting."""
    for module, name, empty in (
        (gettext, "_translations", {}),
        (trans_real, "_translations", {}),
        (trans_real, "_default", None),
    ):
        setattr(module, name, empty)
    reset_cache(setting="LANGUAGES")  # Django's own way to forget which languages exist


def entries(path: Path) -> Iterator[polib.POEntry]:
    """The translated strings of one file; obsolete, fuzzy and empty ones do not count."""
    try:
        catalogue = polib.pofile(str(path))
    except (OSError, UnicodeDecodeError) as problem:
        raise BrokenCatalogue(f"{path}: {problem}") from problem
    for entry in catalogue:
        if entry.translated() and not entry.obsolete:
            yield entry


def _compile(folder: Path, locale: str, files: dict[Path, str]) -> list[Path]:
    target = folder / locale / "LC_MESSAGES" / "django.mo"
    mark = target.with_suffix(".sha256")
    content = b"\0".join(label.encode() + b"\0" + path.read_bytes() for path, label in files.items())
    digest = hashlib.sha256(content).hexdigest()
    if target.exists() and mark.exists() and mark.read_text(encoding="ascii") == digest:
        return []
    merged = polib.POFile(encoding="utf-8")
    merged.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);" if locale == "en" else "nplurals=1; plural=0;",
        "Language": locale,
    }
    first: dict[tuple[str, str], polib.POEntry] = {}
    for label, entry in ((label, entry) for path, label in files.items() for entry in entries(path)):
        known = first.setdefault((entry.msgctxt or "", entry.msgid), entry)
        if known is entry:
            merged.append(entry)
        elif _words(known) != _words(entry):
            entry.msgctxt = SEPARATOR.join(filter(None, (label, entry.msgctxt)))
            merged.append(entry)
    target.parent.mkdir(parents=True, exist_ok=True)
    _replace(target, merged.to_binary())
    _replace(mark, digest.encode("ascii"))
    return [target]


def _words(entry: polib.POEntry) -> tuple[str, ...]:
    return (entry.msgstr, *entry.msgstr_plural.values())


def _replace(target: Path, content: bytes) -> None:
    # Several processes start at once: each writes its own file, the last rename wins with the same content.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(name, target)
