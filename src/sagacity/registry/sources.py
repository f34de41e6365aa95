"""Where what stands on a page comes from: which file and row, under which licence, with all its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.registry import datasets, types


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row, as published."""

    column: str
    value: str
    note: str  # "" when it is plainly given


@dataclass(frozen=True, slots=True)
class Source:
    """A published row and its data set, in the reader's language."""

    title: str
    address: str  # page of the data set; "" when it is not published
    attribution: str
    licence: str
    where: types.Provenance
    cells: tuple[Cell, ...]


def source(
    *, where: types.Provenance, fields: Mapping[str, Any], statuses: Mapping[str, types.Status]
) -> Source:
    """The source of one row, for people to read."""
    notes = {
        types.Status.REPAIRED: _("書き方を直しました"),
        types.Status.INFERRED: _("ほかの項目から補いました"),
    }
    cells = tuple(
        Cell(column, in_words(value=value), notes.get(statuses.get(column, types.Status.GIVEN), ""))
        for column, value in fields.items()
    )
    try:
        dataset = datasets.dataset(where.dataset)
    except datasets.NoSuchDataSet:
        return Source(where.file, "", "", "", where, cells)
    language = (get_language() or "ja").split("-")[0]
    title = dataset.title.get(language) or dataset.title.get("ja", dataset.slug)
    return Source(title, f"/dataset/{dataset.slug}", dataset.attribution, dataset.licence, where, cells)


def in_words(*, value: object) -> str:
    """A value as a person writes it; empty when nothing was given."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("あり") if value else _("なし")
    if isinstance(value, list | tuple):
        return "、".join(in_words(value=one) for one in value)
    return {"有": _("あり"), "無": _("なし")}.get(str(value), str(value))
