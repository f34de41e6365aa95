"""From records to a table: headings found, empty rows listed, rows of the wrong width refused."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from sagacity.registry.reading import finding, limits
from sagacity.registry.reading.table import RawRow, Table, Unreadable
from sagacity.registry.types import Message, Outcome

_AHEAD = 60
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Source:
    """Where the records come from."""

    file: str
    form: str
    sheet: str = ""
    encoding: str = ""
    encoding_note: str = ""
    size: int = 0
    members: tuple[str, ...] = ()
    pads: bool = False  # short rows are filled up: a worksheet has no row length of its own


def assemble(source: Source, records: Iterable[RawRow], position: Callable[[], int] = lambda: 0) -> Table:
    """A table from records.

    Raises:
        Unreadable: there is nothing in it, or far too many columns, or only one.
    """
    rest = iter(records)
    first = list(islice(rest, _AHEAD))
    filled = [row for row in first if any(map(str.strip, row.cells))]
    _must_be_a_table(first, filled)
    index = finding.locate(filled[: limits.HEADING_SEARCH_ROWS])
    head = filled[index] if index != finding.NONE else None
    body = [row for row in first if head is None or row.number > head.number]
    used = max((_used(row.cells) for row in body), default=0)
    if head is not None:
        used = max(used if source.pads else 0, _used(head.cells), _shared_width(body, head))
        names, said = finding.name(head.cells, used)
    else:
        names, said = [f"列{place}" for place in range(1, used + 1)], []
    table = Table(
        file=source.file,
        sheet=source.sheet,
        form=source.form,
        encoding=source.encoding,
        encoding_note=source.encoding_note,
        headings=names,
        heading_row=head.number if head else 0,
        rows=iter(()),
        messages=[
            *finding.above(source.sheet, index, head.number if head else 0),
            *(replace(one, sheet=source.sheet) for one in said),
        ],
        members=source.members,
        size=source.size,
    )
    table.messages += _titles(source.sheet, filled, head)
    table.sample = [
        (row.cells + [""] * len(names))[: len(names)] for row in body if any(map(str.strip, row.cells))
    ]
    table.rows = _rows(table, chain(body, rest), position, pads=source.pads)
    return table


def _must_be_a_table(first: list[RawRow], filled: list[RawRow]) -> None:
    if not filled:
        broken = next((row.problem for row in first if row.problem), None)
        if broken is not None:
            raise Unreadable(
                broken.rule, broken.found, broken.expected, "どの行も読めません。元のファイルを直してください"
            )
        raise Unreadable(
            "file.empty", "データがありません", "見出しとデータのある表", "中身のあるファイルを選んでください"
        )
    widest = max(len(row.cells) for row in filled)
    if widest > limits.COLUMNS:
        raise Unreadable(
            "file.columns",
            f"列が{widest:,}列あります",
            f"{limits.COLUMNS:,}列まで",
            "行と列が逆になっていないか確かめ、必要な列だけにして保存し直してください",
        )
    if max(_used(row.cells) for row in filled) < 2:
        raise Unreadable(
            "file.one_column",
            "列が1つしかありません",
            "コンマ（,）で区切った2列以上の表",
            "表計算ソフトで開き、「CSV UTF-8（コンマ区切り）」で保存し直してください",
        )


def _used(cells: list[str]) -> int:
    return max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _shared_width(body: list[RawRow], head: RawRow) -> int:
    """Columns beyond the headings count when most rows use them: then a heading is missing, not a quote."""
    widths = [_used(row.cells) for row in body if row.cells]
    beyond = [width for width in widths if width > _used(head.cells)]
    fits = len(head.cells)
    return min(max(beyond), fits) if beyond and fits > _used(head.cells) else 0


def _titles(sheet: str, filled: list[RawRow], head: RawRow | None) -> list[Message]:
    return [
        Message(
            Outcome.APPLIED,
            "L1-04",
            sheet,
            None,
            "",
            f"{row.number}行目: " + " ".join(cell.strip() for cell in row.cells if cell.strip())[:60],
            "表の外に注記や題名を置かない",
            "見出しより上の行なので、データとしては読みませんでした",
        )
        for row in filled
        if head is not None and row.number < head.number
    ]


def _rows(
    table: Table, rows: Iterator[RawRow], position: Callable[[], int], *, pads: bool
) -> Iterator[RawRow]:
    width = len(table.headings)
    blank: list[int] = []
    for row in rows:
        if row.number % 500 == 0:
            table.position = position()
        cells = row.cells
        if len(cells) == width and cells and (cells[0] or any(cells)):
            if not cells[0] and not "".join(cells).strip():
                blank.append(row.number)
                continue
            yield row
        elif row.problem is not None:
            yield row
        elif not "".join(cells).strip():
            blank.append(row.number)
        elif len(cells) > width and not "".join(cells[width:]).strip():
            yield replace(row, cells=cells[:width])
        elif len(cells) < width and pads:
            yield replace(row, cells=cells + [""] * (width - len(cells)))
        else:
            yield replace(row, problem=_wrong_width(table.sheet, row, width))
    table.position = table.size
    if blank:
        table.messages.append(_blank(table.sheet, blank))


def _wrong_width(sheet: str, row: RawRow, width: int) -> Message:
    return Message(
        Outcome.REFUSED,
        "L1-15",
        sheet,
        row.number,
        "",
        f"{len(row.cells)}列（{'、'.join(row.cells)[:60]}）",
        f"見出しと同じ{width}列",
        'この行は取り込めません。コンマや改行をふくむセルは「"」で囲み、列の数をそろえてください',
    )


def _blank(sheet: str, numbers: list[int]) -> Message:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = "、".join(f"{a}" if a == b else f"{a}〜{b}" for a, b in runs[:_SHOWN])
    more = "ほか" if len(runs) > _SHOWN else ""
    return Message(
        Outcome.APPLIED,
        "row.empty",
        sheet,
        None,
        "",
        f"{shown}行目{more}（{len(numbers):,}行）に何も書かれていません",
        "データのある行だけ",
        "空の行として読みとばしました。データはなくなっていません",
    )
