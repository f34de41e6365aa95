"""Which strings of a room have no translation yet; a test in each room asks this."""

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from sagacity.kit.manifest import folder_of
from sagacity.kit.ui import catalogues

RESIDENT_LOCALES = ("ja_Easy", "en", "zh_Hans", "ko", "vi")
STAFF_LOCALES = ("en",)
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_IN_TEMPLATE = re.compile(r"""(?:(?<!p)gettext|\b_)\(u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""", re.DOTALL)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class MissingString:
    """One string one language lacks, and a file that says it."""

    locale: str
    text: str
    file: str


def missing_strings(
    *, package: str, staff_files: Collection[str] = (), staff_only: bool = False
) -> list[MissingString]:
    """What a room's catalogues lack: five languages for residents, English for its staff files.

    `staff_files` are patterns such as ``staff_*.py`` or ``templates/**/staff/*.html``.
    """
    folder = folder_of(package)
    for_staff = {path for pattern in staff_files for path in folder.glob(pattern)}
    known = {locale: _known(folder, locale) for locale in RESIDENT_LOCALES}
    found = {
        MissingString(locale, text, path.relative_to(folder).as_posix())
        for path in _files(folder)
        for locale in (STAFF_LOCALES if staff_only or path in for_staff else RESIDENT_LOCALES)
        for text in _said_in(path)
        if text not in known[locale]
    }
    return sorted(found, key=lambda each: (each.file, each.locale, each.text))


def _files(folder: Path) -> Iterator[Path]:
    """Those of the room; a room within it that has catalogues of its own is asked by itself."""
    others = [each.parent for each in folder.glob("*/**/locale") if each.parent != folder]
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(other) for other in others):
            continue
        if path.suffix in {".py", ".html", ".txt"} and not {"tests", "migrations"} & set(path.parts):
            yield path


def _known(folder: Path, locale: str) -> set[str]:
    path = folder / "locale" / locale / "LC_MESSAGES" / "django.po"
    return {entry.msgid for entry in catalogues.entries(path)} if path.exists() else set()


def _said_in(path: Path) -> set[str]:
    """Every Japanese string marked for translation in one file."""
    text = path.read_text(encoding="utf-8")
    said = _in_python(text) if path.suffix == ".py" else _in_template(text)
    return {each for each in said if _JAPANESE.search(each)}


def _in_template(text: str) -> Iterator[str]:
    for literal in _IN_TEMPLATE.findall(templatize(text)):
        yield str(ast.literal_eval(literal))


def _in_python(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node.func) in CALLS:
            at = 1 if _name(node.func).startswith("pgettext") else 0
            for argument in node.args[at : at + 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
