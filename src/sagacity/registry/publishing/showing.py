"""One thing as anybody may see it: what is said of it, how sure that is, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sagacity.registry import facts, kinds, models
from sagacity.registry.history import history
from sagacity.registry.publishing.catalogue import title_in
from sagacity.registry.publishing.records import as_text, headings
from sagacity.registry.records import NoSuchRecord, find_all
from sagacity.registry.types import Provenance, Status

NEWEST = 20
STATUS_WORDS = {
    Status.GIVEN: _("ファイルのまま"),
    Status.REPAIRED: _("直した値"),
    Status.INFERRED: _("ほかの値からわかった値"),
    Status.MISSING: _("書いてありません"),
}
WHAT_WORDS = {
    "new": _("はじめて公開"),
    "changed": _("内容が変わりました"),
    "vanished": _("新しいファイルからなくなりました"),
    "back": _("もどりました"),
    "moved": _("ほかの場所とまとめました"),
    "undone": _("公開を取り消しました"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One field: what stands there and how it came to stand there."""

    column: str
    text: str
    status: str
    said: object


@dataclass(frozen=True, slots=True)
class Said:
    """What one data set says of the thing."""

    key: str
    slug: str
    title: str
    licence: str
    attribution: str
    values: tuple[Value, ...]
    empty: tuple[str, ...]  # columns of the standard without a value
    provenance: Provenance
    vanished: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history, without names of staff."""

    at: datetime
    what: object
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page."""

    key: str
    name: str
    said: tuple[Said, ...]
    columns: tuple[str, ...]
    changes: tuple[Change, ...]
    more_changes: int


def show(key: str) -> Shown:
    """Everything public behind a key of a place, an event, a town or a record.

    Raises:
        NoSuchRecord: there is nothing of this key, or nothing of it is public.
    """
    rows = [row for row in find_all(key) if row.dataset.public]
    if not rows:
        raise NoSuchRecord(key)
    said = tuple(_said(row) for row in rows)
    public = {row.dataset.kind for row in rows}
    # Lines of data sets that are not public stay inside.
    lines = [line for line in history(key) if line.record.split(":", 1)[0] in public]
    changes = [
        Change(line.at, WHAT_WORDS.get(line.what, line.what), tuple(field[0] for field in line.fields))
        for line in lines
    ]
    return Shown(
        key=key,
        name=next((row.name for row in rows if row.name), rows[0].local_id),
        said=said,
        columns=tuple(dict.fromkeys(_columns(said))),
        changes=tuple(changes[:NEWEST]),
        more_changes=max(0, len(changes) - NEWEST),
    )


def _columns(said: tuple[Said, ...]) -> Iterator[str]:
    """Those with a value first: they are what people see."""
    for one in said:
        yield from (value.column for value in one.values)
    for one in said:
        yield from one.empty


def _said(row: models.Record) -> Said:
    statuses = facts.statuses(row)
    columns = [one.column for one in headings(kinds.get(row.dataset.kind), dict.fromkeys(row.fields, 1))]
    values, empty = [], []
    for column in columns:
        text = as_text(row.fields.get(column))
        if not text:
            empty.append(column)
            continue
        status = statuses.get(column, Status.GIVEN)
        values.append(Value(column, text, str(status), STATUS_WORDS[status]))
    return Said(
        key=facts.record_key(row),
        slug=row.dataset.slug,
        title=title_in(row.dataset.title),
        licence=row.dataset.licence,
        attribution=row.dataset.attribution or row.dataset.publisher,
        values=tuple(values),
        empty=tuple(empty),
        provenance=facts.provenance(row),
        vanished=bool(row.vanished_in),
    )
