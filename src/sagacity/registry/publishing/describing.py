"""The page of one data set: what it is, how full it is, how it looks."""

from dataclasses import dataclass

from sagacity.registry import kinds, models
from sagacity.registry.publishing import cycles, files, formats, licences, sets, themes
from sagacity.registry.publishing.catalogue import title_in
from sagacity.registry.publishing.content import Figures
from sagacity.registry.publishing.records import Line, as_text, lines

PREVIEW = 20


@dataclass(frozen=True, slots=True)
class Download:
    """One file to take along."""

    name: str
    path: str
    size: int
    extension: str


@dataclass(frozen=True, slots=True)
class ColumnFilled:
    """One column: its mark in the standard and how many records give a value."""

    name: str
    mark: str
    filled: int
    percent: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the preview; its first cell leads to its page."""

    key: str
    name: str
    cells: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Description:
    """Everything the page shows."""

    slug: str
    title: str
    titles: dict[str, str]
    row: models.DataSet
    theme: themes.Theme
    licence_address: str
    cycle: str
    figures: Figures
    columns: tuple[ColumnFilled, ...]
    required_percent: int | None
    recommended_percent: int | None
    downloads: tuple[Download, ...]
    headings: tuple[str, ...]
    preview: tuple[Row, ...]
    source: str  # the file the newest records come from


def describe(row: models.DataSet) -> Description:
    """Look at one data set from all sides."""
    version = sets.version(row)
    content = files.content_of(row, version)
    kind, figures = content.kind, content.figures
    marks = {column.name: column for column in kinds.get(row.kind).columns}
    columns = tuple(
        ColumnFilled(
            name=heading.name,
            mark=marks[heading.column].mark if heading.column in marks else "",
            filled=figures.filled.get(heading.column, 0),
            percent=_percent(figures.filled.get(heading.column, 0), figures.records),
            choices=marks[heading.column].choices if heading.column in marks else (),
        )
        for heading in content.headings
    )
    shown = _first(row)
    return Description(
        slug=row.slug,
        title=title_in(row.title),
        titles=row.title,
        row=row,
        theme=themes.of(row.kind, row.theme),
        licence_address=licences.address(row.licence),
        cycle=cycles.in_words(row.update_cycle),
        figures=figures,
        columns=columns,
        required_percent=_together(columns, "◎", figures.records),
        recommended_percent=_together(columns, "○", figures.records),
        downloads=tuple(
            Download(
                form.name,
                formats.path_of(row.slug, form),
                files.made(row, form, version=version).size if figures.records <= LOOK_AT_SIZES else 0,
                form.extension,
            )
            for form in formats.for_people(kind)
        ),
        headings=tuple(heading.name for heading in content.headings),
        preview=tuple(
            Row(
                line.key,
                line.name or line.local_id,
                tuple(as_text(line.fields.get(heading.column)) for heading in content.headings),
                line.file,
                line.row,
            )
            for line in shown
        ),
        source=shown[0].file if shown else "",
    )


LOOK_AT_SIZES = 20_000  # a bigger set is written only when somebody takes it


def _first(row: models.DataSet) -> list[Line]:
    found: list[Line] = []
    for line in lines(row):
        found.append(line)
        if len(found) == PREVIEW:
            break
    return found


def _together(columns: tuple[ColumnFilled, ...], mark: str, records: int) -> int | None:
    marked = [column.filled for column in columns if column.mark == mark]
    return _percent(sum(marked), len(marked) * records) if marked else None


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0
