"""Data sets: what the city publishes, one per kind."""

from collections.abc import Mapping
from datetime import datetime

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry import kinds, models, types


class NoSuchDataSet(LookupError):
    """The city has no data set of this name."""


def datasets() -> list[types.DataSet]:
    """Every data set that has been published, in the order of its kinds."""
    return [as_fact(row) for row in models.DataSet.objects.exclude(current_run="").order_by("kind")]


def dataset(slug: str) -> types.DataSet:
    """One data set, by its slug, key or kind.

    Raises:
        NoSuchDataSet: there is none.
    """
    return as_fact(find(slug))


def find(named: str) -> models.DataSet:
    for field in ("slug", "key", "kind"):
        row = models.DataSet.objects.filter(**{field: named}).first()
        if row is not None:
            return row
    raise NoSuchDataSet(named)


def of_kind(kind: str, *, at: datetime) -> models.DataSet:
    """The data set of a kind; made when the first file of it arrives."""
    said, here = kinds.get(kind), city.current()
    own_form = said.key != said.facet  # gsi_shelter gives shelters too, but is another file
    name = said.key if own_form else said.file_key
    row, _ = models.DataSet.objects.get_or_create(
        kind=kind,
        defaults={
            "key": keys.make("DataSet", f"{here.code}-{kind}"),
            "slug": f"{here.code}_{name}",
            "title": dict(said.title),
            "publisher": here.name["ja"],
            "contact": here.contact,
            "licence": here.licence,
            "attribution": attribution_of(kind),
            "standard": said.standard,
            "legend": dict(said.legend),
            "modified": at,
            **(said.terms or {}),  # a form that another publisher alone uses brings its terms along
        },
    )
    return row


def describe_dataset(
    *,
    kind: str,
    title: Mapping[str, str] | None = None,
    description: str | None = None,
    publisher: str | None = None,
    contact: str | None = None,
    licence: str | None = None,
    attribution: str | None = None,
    update_cycle: str | None = None,
    theme: str | None = None,
) -> types.DataSet:
    """Say of a data set what an open-data user has to know; what is not named stays as it is.

    Raises:
        NoSuchDataSet: nothing of this kind has arrived yet.
    """
    said = {
        "title": dict(title) if title is not None else None,
        "description": description,
        "publisher": publisher,
        "contact": contact,
        "licence": licence,
        "attribution": attribution,
        "update_cycle": update_cycle,
        "theme": theme,
    }
    row = find(kind)
    changed = {name: value for name, value in said.items() if value not in (None, getattr(row, name))}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=list(changed))
    return as_fact(row)


def attribution_of(kind: str) -> str:
    """Whom to name as the source: the city, unless its pack names somebody else for the set."""
    here = city.current()
    named = here.more.get("attributions", {})
    return str(named.get(kind, here.name["ja"]))


def as_fact(row: models.DataSet) -> types.DataSet:
    return types.DataSet(
        key=row.key,
        kind=row.kind,
        slug=row.slug,
        title=row.title,
        description=row.description,
        publisher=row.publisher,
        contact=row.contact,
        licence=row.licence,
        attribution=row.attribution,
        update_cycle=row.update_cycle,
        theme=row.theme,
        edition=row.edition,
        issued=row.issued,
        modified=row.modified,
        records=row.records,
        standard=row.standard,
        legend=row.legend,
        distributions=(),
    )
