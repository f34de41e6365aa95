"""The part of answering a question that both stores share: read in order, filter, sort, cut a page."""

from collections.abc import Callable, Iterable
from itertools import islice

from sagacity.broker.entity import Entity
from sagacity.broker.selection import Page, Selection
from sagacity.broker.store import finding

MANY = 500  # rows read for one question after which an index on its attributes pays

Read = Callable[[str, list[object]], Iterable[Entity]]
Count = Callable[[str, list[object]], int]


def search(
    selection: Selection,
    where: finding.Conditions,
    *,
    read: Read,
    count: Count,
    tallied: Callable[[Selection], dict[str, int]],
) -> Page:
    """Answer with as few rows as possible.

    ``read`` takes what follows FROM (WHERE, ORDER BY, LIMIT) and yields entities; ``count`` counts rows;
    ``tallied`` knows how many of each type the paths, types and reach of a selection hold.
    """
    if selection.sight is not None:
        read = _seen(read, selection.sight)
    fits = finding.remaining_filter(selection)
    if fits is None and not selection.order:
        total = None
        if selection.count and selection.ids:
            total = count(f"WHERE {where}", where.values)
        elif selection.count:
            total = sum(tallied(selection).values())
        return Page(_cut_by_database(selection, where, read), total)
    rows = finding.filtered(read(f"WHERE {where} {_by_seq(selection)}", where.values), fits)
    if not selection.order and not selection.count:
        return Page(list(islice(rows, selection.offset, selection.offset + selection.limit)))
    found = finding.sort(rows, selection.order) if selection.order else list(rows)
    page = found[selection.offset : selection.offset + selection.limit]
    return Page(page, len(found) if selection.count else None)


def _cut_by_database(selection: Selection, where: finding.Conditions, read: Read) -> list[Entity]:
    if not selection.limit:
        return []
    values = [*where.values, selection.limit, selection.offset]
    return list(read(f"WHERE {where} {_by_seq(selection)} LIMIT ? OFFSET ?", values))


def _by_seq(selection: Selection) -> str:
    """Few have a given id: they are sorted (hence the plus), never looked for in an index of the order."""
    return "ORDER BY +seq" if selection.ids else "ORDER BY seq"


def _seen(read: Read, sight: Callable[[Entity], Entity]) -> Read:
    """The same rows, each as the caller sees it."""
    return lambda tail, values: map(sight, read(tail, values))
