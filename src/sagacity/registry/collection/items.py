"""Kinds of rubbish and the things that belong to them: what goes where."""

import hashlib
import re
import unicodedata

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry.collection import area_names, models, readings, types

_SECTION = re.compile(r"([ぁ-ゖ])[（(](.+)[）)]")


class NoSuchKind(LookupError):
    """There is no kind of rubbish with this key or name."""


def kinds() -> list[types.Kind]:
    """The kinds the city collects, in its own order."""
    return [kind_fact(row) for row in models.Kind.objects.all()]


def kind(key: str) -> types.Kind:
    """One kind, with how to put it out.

    Raises:
        NoSuchKind: nothing has this key.
    """
    row = models.Kind.objects.filter(key=key).first()
    if row is None:
        raise NoSuchKind(key)
    return kind_fact(row)


def items(*, words: str = "", kind: str = "", kana_row: str = "") -> list[types.SortingItem]:
    """Things to throw away: all, those of a kind (by name) or row, or those that the words may mean."""
    rows = models.SortingItem.objects.select_related("kind")
    if kind:
        rows = rows.filter(kind__name=kind)
    found = [item_fact(row) for row in rows]
    if kana_row:
        found = [one for one in found if one.kana_row == kana_row]
    if not words.strip():
        return found
    meant = [fold(words), *map(fold, readings.spellings(words))]
    scored = [(min(_score(one, wanted) for wanted in meant), index) for index, one in enumerate(found)]
    return [found[index] for score, index in sorted(scored) if score < _NOTHING]


_NOTHING = 9


def _score(one: types.SortingItem, wanted: str) -> int:
    name = fold(one.name)
    bare = re.sub(r"\(.*?\)", "", name)
    if wanted in {name, bare}:
        return 0
    if name.startswith(wanted):
        return 1
    if wanted in name or (one.kana and fold(one.kana).startswith(wanted)):
        return 2
    if any(len(part) >= 2 and part in wanted for part in re.split(r"[,、・()/]", bare)):
        return 3
    return 4 if len(wanted) >= 2 and wanted in fold(one.notice) else _NOTHING


def fold(text: str) -> str:
    """Different ways of writing one thing made equal: びん, ビン, ﾋﾞﾝ and 瓶."""
    text = area_names.hiragana(unicodedata.normalize("NFKC", text)).lower()
    return re.sub(r"\s", "", text).replace("瓶", "びん").replace("硝子", "がらす").replace("鞄", "かばん")


def reading(furigana: str) -> tuple[str, str, str]:
    """Kana, row and section of a 5374 furigana cell, which also holds names of sections."""
    text = furigana.strip()
    if found := _SECTION.fullmatch(text):
        return "", area_names.row_of(found[1]), found[2]
    if area_names.is_kana(text):
        return (text if len(text) > 1 else ""), area_names.row_of(text), ""
    return "", "", text


def item_key(*, kind: str, name: str, furigana: str) -> str:
    digest = hashlib.sha256(f"{kind}\n{name}\n{furigana}".encode()).hexdigest()[:12]
    return keys.make("SortingItem", f"{city.current().code}-{digest}")


def item_fact(row: models.SortingItem) -> types.SortingItem:
    return types.SortingItem(
        key=row.key,
        name=row.name,
        kind=row.kind.name,
        notice=row.notice,
        kana=row.kana,
        kana_row=row.kana_row,
        section=row.section,
    )


def kind_fact(row: models.Kind) -> types.Kind:
    return types.Kind(
        key=row.key,
        name=row.name,
        names={"ja": row.name, **row.names},
        short=row.short,
        colour=row.colour,
        icon=row.icon,
        how_to=tuple(types.HowToLine(style, text) for style, text in row.how_to),
        order=row.order,
    )
