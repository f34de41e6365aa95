"""Where what stands on a page comes from: which file, which row, under which licence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.miniapps.places import services
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of the row, as published."""

    column: str
    value: str
    status: str  # "" when it is plainly given


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    address: str  # page of the data set
    attribution: str
    licence: str
    where: registry.Provenance
    cells: list[Cell]


def of_facets(facets: Iterable[registry.Facet]) -> list[Source]:
    """One source for each facet of a place."""
    return [_source(facet.provenance, facet.fields, facet.statuses) for facet in facets]


def of_event(event: registry.Event) -> list[Source]:
    return [_source(event.provenance, event.fields, event.statuses)]


def _source(
    where: registry.Provenance, fields: Mapping[str, Any], statuses: Mapping[str, registry.Status]
) -> Source:
    words = {
        registry.Status.REPAIRED: _("書き方を直しました"),
        registry.Status.INFERRED: _("ほかの項目から補いました"),
    }
    cells = [
        Cell(column, services.text(value), words.get(statuses.get(column, registry.Status.GIVEN), ""))
        for column, value in fields.items()
    ]
    try:
        dataset = registry.dataset(where.dataset)
    except registry.NoSuchDataSet:
        return Source(where.file, "", "", "", where, cells)
    language = (get_language() or "ja").split("-")[0]
    return Source(
        title=dataset.title.get(language) or dataset.title.get("ja", dataset.slug),
        address=f"/dataset/{dataset.slug}",
        attribution=dataset.attribution,
        licence=dataset.licence,
        where=where,
        cells=cells,
    )
