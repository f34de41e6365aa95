"""The open-data catalogue as people see it: searched, filtered, sorted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from sagacity.kit.search import api as search
from sagacity.registry import kinds, models
from sagacity.registry.publishing import licences, sets, themes
from sagacity.registry.publishing.formats import Format, for_people

SORTS = ("modified", "title", "records")


@dataclass(frozen=True, slots=True)
class Entry:
    """One data set on the list."""

    slug: str
    title: str
    description: str
    publisher: str
    theme: themes.Theme
    records: int
    edition: str
    modified: datetime
    licence: str
    licence_address: str
    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search in the catalogue found."""

    entries: tuple[Entry, ...]
    themes: tuple[tuple[themes.Theme, int], ...]  # with how many sets the words alone find
    total: int
    everything: int


def listing(*, words: str = "", theme: str = "", sort: str = "modified") -> Listing:
    """The data sets that hold all words and belong to a theme."""
    rows = sets.published()
    said = [row for row in rows if holds(row, words)]
    entries = [_entry(row) for row in said]
    counted = Counter(entry.theme.key for entry in entries)
    chosen = [entry for entry in entries if theme in ("", entry.theme.key)]
    return Listing(
        entries=tuple(_sorted(chosen, sort)),
        themes=tuple((one, counted[one.key]) for one in (*themes.ALL, themes.OTHER) if counted[one.key]),
        total=len(chosen),
        everything=len(rows),
    )


def holds(row: models.DataSet, words: str) -> bool:
    """Whether every word stands somewhere in what is said of the set, its columns included."""
    wanted = search.fold(words).split()
    if not wanted:
        return True
    kind = kinds.get(row.kind)
    theme = themes.of(row.kind, row.theme)
    said = [*row.title.values(), row.slug, row.kind, row.description, row.publisher, row.standard]
    said += [row.licence, row.attribution, theme.ja, str(theme.name), *(one.name for one in kind.columns)]
    text = search.fold(" ".join(said))
    return all(word in text for word in wanted)


def title_in(title: Mapping[str, str]) -> str:
    """The title in the reader's language, else in English for those who read no Japanese."""
    language = get_language() or "ja"
    second = "ja" if language.startswith("ja") else "en"
    return title.get(language) or title.get(second) or title.get("ja") or title.get("en") or ""


def _entry(row: models.DataSet) -> Entry:
    return Entry(
        slug=row.slug,
        title=title_in(row.title),
        description=row.description,
        publisher=row.publisher,
        theme=themes.of(row.kind, row.theme),
        records=row.records,
        edition=row.edition,
        modified=row.modified,
        licence=row.licence,
        licence_address=licences.address(row.licence),
        formats=for_people(kinds.get(row.kind)),
    )


def _sorted(entries: list[Entry], sort: str) -> list[Entry]:
    if sort == "title":
        return sorted(entries, key=lambda entry: entry.title)
    if sort == "records":
        return sorted(entries, key=lambda entry: (-entry.records, entry.title))
    return sorted(entries, key=lambda entry: (entry.modified, entry.slug), reverse=True)
