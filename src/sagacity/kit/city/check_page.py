"""Looking over `city.toml`, the first page."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sagacity.kit.city.codes import check_digit, is_code
from sagacity.kit.city.findings import Finding, found
from sagacity.kit.city.pack import LANGUAGE_NAMES

PAGE = "city.toml"
REQUIRED = {
    "code": 'code = "131016"',
    "prefecture": 'prefecture = "東京都"',
    "latitude": "latitude = 35.6940",
    "longitude": "longitude = 139.7536",
    "bounds": "bounds = [35.66, 139.72, 35.71, 139.79]",
    "name": '[name]  ja = "千代田区"',
}
JAPAN = (20.0, 122.0, 46.0, 154.0)
LAST_PREFECTURE = 47


def look(pack: Path) -> tuple[dict[str, Any], list[Finding]]:
    """The first page as it stands, and what is to be said about it."""
    path = pack / PAGE
    if not path.exists():
        return {}, [found("page_missing", PAGE)]
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        page = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return {}, [found("toml_broken", PAGE, problem=problem)]
    findings = [
        found("field_missing", PAGE, field=name, example=example)
        for name, example in REQUIRED.items()
        if page.get(name) in (None, "", [], {})
    ]
    for judge in (_code, _place, _names, _links, _looks):
        findings += judge(page)
    return page, findings


def names_its_source(path: Path) -> bool:
    """Whether one of the first lines says where the facts come from."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[:12]
    return any(re.match(r"#.*(出典|source)|source\s*=", line, re.IGNORECASE) for line in lines)


def _code(page: dict[str, Any]) -> Iterator[Finding]:
    code = page.get("code")
    if code is None:
        return
    if not isinstance(code, str) or not re.fullmatch(r"[0-9]{6}", code):
        yield found("code_form", PAGE, code=code)
    elif not is_code(code):
        yield found("code_digit", PAGE, code=code, right=code[:5] + check_digit(code[:5]))
    elif not 1 <= int(code[:2]) <= LAST_PREFECTURE:
        yield found("code_invented", PAGE, code=code, prefecture=code[:2])


def _place(page: dict[str, Any]) -> Iterator[Finding]:
    bounds, latitude, longitude = page.get("bounds"), page.get("latitude"), page.get("longitude")
    if bounds is None:
        return
    if not isinstance(bounds, list) or len(bounds) != 4 or not all(_is_number(edge) for edge in bounds):
        yield found("bounds_form", PAGE, bounds=bounds)
        return
    south, west, north, east = bounds
    if (
        not (south < north and west < east)
        or not _inside(south, west, JAPAN)
        or not _inside(north, east, JAPAN)
    ):
        yield found("bounds_wrong", PAGE, bounds=bounds)
    elif (
        latitude is not None
        and longitude is not None
        and _is_number(latitude)
        and _is_number(longitude)
        and not _inside(latitude, longitude, bounds)
    ):
        yield found("centre_outside", PAGE, latitude=latitude, longitude=longitude, bounds=bounds)
    if not all(_is_number(value) for value in (latitude, longitude) if value is not None):
        yield found("centre_form", PAGE, latitude=latitude, longitude=longitude)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _inside(latitude: float, longitude: float, bounds: tuple[float, ...] | list[float]) -> bool:
    south, west, north, east = bounds
    return south <= latitude <= north and west <= longitude <= east


def _names(page: dict[str, Any]) -> Iterator[Finding]:
    languages = page.get("languages", list(LANGUAGE_NAMES))
    names = page.get("name")
    if not isinstance(names, dict):
        names = {"ja": names} if names else {}
        if names:
            yield found("name_form", PAGE)
    for language in languages:
        if language not in LANGUAGE_NAMES:
            yield found("language_unknown", PAGE, language=language, known="、".join(LANGUAGE_NAMES))
        elif not names.get(language):
            yield found("name_missing", PAGE, language=language, label=LANGUAGE_NAMES[language])


def _links(page: dict[str, Any]) -> Iterator[Finding]:
    if not page.get("website"):
        yield found("website_missing", PAGE)
    elif not str(page["website"]).startswith("https://"):
        yield found("website_open", PAGE, website=page["website"])
    if not page.get("contact"):
        yield found("contact_missing", PAGE)
    if not page.get("licence"):
        yield found("licence_missing", PAGE)
    tiles = page.get("tiles", {})
    if tiles.get("url") and not tiles.get("credit"):
        yield found("tiles_credit", PAGE)


def _looks(page: dict[str, Any]) -> Iterator[Finding]:
    colour = page.get("colour", "#0017c1")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)):
        yield found("colour_form", PAGE, colour=colour)
    elif (contrast := contrast_on_white(colour)) < 4.5:
        yield found("colour_pale", PAGE, colour=colour, contrast=f"{contrast:.1f}")


def contrast_on_white(colour: str) -> float:
    """How well white writing stands out on the colour (WCAG 2: at least 4.5 for text)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
