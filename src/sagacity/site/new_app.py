"""Making the folder of a new mini-app, inside the house or as a package of its own."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from sagacity.kit.manifest import HOUSES, all_manifests, folder_of

PATTERNS = Path(__file__).parent / "patterns"
KEY = re.compile(r"[a-z][a-z0-9]{1,29}")
CODE = {
    "__init__.py": "miniapp/__init__.py.tmpl",
    "apps.py": "miniapp/apps.py.tmpl",
    "manifest.toml": "miniapp/manifest.toml.tmpl",
    "urls.py": "miniapp/urls.py.tmpl",
    "views.py": "miniapp/views.py.tmpl",
    "tests/__init__.py": "miniapp/__init__.py.tmpl",
    "tests/test_home.py": "miniapp/test_home.py.tmpl",
}
PACKAGE = {"pyproject.toml": "package/pyproject.toml.tmpl", "README.md": "package/README.md.tmpl"}
FIRST_WORDS = {  # "nothing here yet" and "build something useful to residents here"
    "ja_Easy": ("まだ 何も ありません", "ここに、みんなの 役に 立つ ものを 作って ください。"),
    "en": ("There is nothing here yet", "Build something useful to residents here."),
    "zh_Hans": ("这里还没有内容", "请在这里制作对居民有用的内容。"),
    "ko": ("아직 아무것도 없습니다", "여기에 주민에게 도움이 되는 것을 만들어 주세요."),
    "vi": ("Chưa có gì ở đây", "Hãy tạo ở đây điều có ích cho người dân."),
}


class WrongKey(ValueError):
    """The key cannot be part of an address and of Python names."""


class AppExists(Exception):
    """There is such a mini-app or folder already; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to begin."""

    key: str
    name: str
    name_en: str
    owner: str


def in_house(wish: Wish) -> Path:
    """Write the mini-app among those of the product."""
    _refuse(wish.key)
    return write(wish, folder=folder_of(HOUSES[0]) / wish.key, package=f"{HOUSES[0]}.{wish.key}")


def as_package(wish: Wish, *, project: Path) -> Path:
    """Write the mini-app as a project that is installed beside the product."""
    _refuse(wish.key)
    if project.exists() and any(project.iterdir()):
        raise AppExists(str(project))
    package = f"sagacity_{wish.key}"
    words = _words(wish, package)
    for name, pattern in PACKAGE.items():
        _put(project / name, pattern, words)
    write(wish, folder=project / "src" / package, package=package)
    return project


def write(wish: Wish, *, folder: Path, package: str) -> Path:
    """Write the mini-app's own files; a folder that is there already is never touched."""
    if folder.exists():
        raise AppExists(str(folder))
    words = _words(wish, package)
    for name, pattern in CODE.items():
        _put(folder / name, pattern, words)
    _put(folder / "templates" / wish.key / "home.html", "miniapp/home.html.tmpl", words)
    for locale, (nothing, build) in FIRST_WORDS.items():
        here = wish.name if locale == "ja_Easy" else wish.name_en
        own = {"locale": locale, "nothing": nothing, "build": build, "name_here": _quoted(here)}
        _put(folder / "locale" / locale / "LC_MESSAGES" / "django.po", "miniapp/django.po.tmpl", words | own)
    return folder


def _refuse(key: str) -> None:
    if KEY.fullmatch(key) is None:
        raise WrongKey(key)
    if any(manifest.key == key for manifest in all_manifests()):
        raise AppExists(key)


def _words(wish: Wish, package: str) -> dict[str, str]:
    return {
        "key": wish.key,
        "label": wish.key,
        "package": package,
        "class_name": wish.key.capitalize(),
        "distribution": f"sagacity-{wish.key}",
        "owner": _quoted(wish.owner),
        "name": _quoted(wish.name),
        "name_en": _quoted(wish.name_en),
        "msgid": _quoted(wish.name),
        "plain_name": " ".join(wish.name.split()),
        "description": _quoted(f"{wish.name}: a mini-app for Sagacity"),
    }


def _quoted(text: str) -> str:
    """A JSON string is also one of TOML, of Python, of a catalogue and of a template tag."""
    return json.dumps(text, ensure_ascii=False)


def _put(path: Path, pattern: str, words: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = Template((PATTERNS / pattern).read_text(encoding="utf-8")).substitute(words)
    path.write_text(text, encoding="utf-8")
