"""Fonts for paper: where those with Japanese characters lie, and which characters they lack."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from sagacity.kit.paper import characters

# The best first, with the name under which a typesetter knows it. No font comes with this program: a city
# has its own, or the system's.
FAMILIES = {
    "NotoSansCJK-Regular.ttc": "Noto Sans CJK JP",
    "NotoSansCJKjp-Regular.otf": "Noto Sans CJK JP",
    "ipamjm.ttf": "IPAmjMincho",
    "ipaexg.ttf": "IPAexGothic",
    "ipaexm.ttf": "IPAexMincho",
}
SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
IN_CJK_FONTS_ONLY = 0x2E80  # below it the typesetter has fonts of its own, and says itself what they lack


def japanese() -> Path | None:
    """The best font for Japanese characters; None when this machine has none."""
    return next(iter(all_japanese()), None)


def all_japanese() -> tuple[Path, ...]:
    """Every font for Japanese characters of this machine, the best first."""
    return _found(settings.FONT_DIR)


def lacking(text: str) -> list[str]:
    """What no font draws as it is meant, each once: a box or another form would be printed.

    A variant is a character with a selector behind it, and is drawn only by a font that knows both together.
    """
    found = all_japanese()
    if not found:
        return []
    best = _drawn(_in_order(found, text))
    return [each for each in dict.fromkeys(characters.clusters(text)) if not _is_drawn(each, best)]


def families(text: str) -> list[str]:
    """The names of the fonts in the order in which they are tried for this text."""
    return list(dict.fromkeys(FAMILIES[font.name] for font in _in_order(all_japanese(), text)))


def _in_order(found: tuple[Path, ...], text: str) -> list[Path]:
    """One that draws all of it stands first: no typesetter asks a second font for a variant."""
    asked = {each for each in characters.clusters(text) if _needs_cjk(each)}
    whole = [font for font in found if all(map(characters.drawn_by(font).draws, asked))]
    return [*whole[:1], *(font for font in found if font not in whole[:1])]


def _drawn(fonts: list[Path]) -> list[characters.Drawn]:
    return [characters.drawn_by(font) for font in fonts]


def _is_drawn(cluster: str, fonts: list[characters.Drawn]) -> bool:
    """The first font that has the character decides; it does not ask another one for a variant."""
    if characters.hides(cluster):
        return False
    if not _needs_cjk(cluster):
        return True
    first = next((font for font in fonts if ord(cluster[0]) in font.characters), None)
    return first is not None and first.draws(cluster)


def _needs_cjk(cluster: str) -> bool:
    return ord(cluster[0]) >= IN_CJK_FONTS_ONLY or len(cluster) > 1


@lru_cache(maxsize=4)
def _found(own: str) -> tuple[Path, ...]:
    folders = [Path(own)] if own else list(SYSTEM)
    files = {path.name: path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*"))}
    return tuple(files[name] for name in FAMILIES if name in files)
