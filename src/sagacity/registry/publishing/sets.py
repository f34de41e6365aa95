"""The data sets that are public, and what stands beside them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from sagacity.registry import models
from sagacity.registry.datasets import NoSuchDataSet

FORM = "4"  # raised whenever the program writes the same records differently


@dataclass(frozen=True, slots=True)
class Version:
    """How a data set stands now: equal tokens, equal files."""

    token: str
    changed_at: datetime


def published() -> list[models.DataSet]:
    """Every public data set, in the order of its kinds."""
    rows = models.DataSet.objects.filter(public=True).exclude(current_run="")
    return list(rows.order_by("kind"))


def published_one(slug: str) -> models.DataSet:
    """One public data set.

    Raises:
        NoSuchDataSet: there is none, or it is not public.
    """
    row = models.DataSet.objects.filter(slug=slug, public=True).exclude(current_run="").first()
    if row is None:
        raise NoSuchDataSet(slug)
    return row


def versions(rows: Iterable[models.DataSet]) -> dict[str, Version]:
    """The version of each data set by its slug, with two questions to the database."""
    wanted = list(rows)
    # Every change of a record leaves a line, and lines are only ever added.
    newest = dict(
        models.RecordVersion.objects.filter(dataset__in=[row.kind for row in wanted])
        .order_by()
        .values_list("dataset")
        .annotate(last=Max("pk"))
    )
    times = dict(models.RecordVersion.objects.filter(pk__in=newest.values()).values_list("pk", "at"))
    return {row.slug: _version(row, newest.get(row.kind, 0), times) for row in wanted}


def version(row: models.DataSet) -> Version:
    return versions([row])[row.slug]


def _version(row: models.DataSet, last: int, times: dict[int, datetime]) -> Version:
    said = [
        FORM, row.slug, row.current_run, row.modified.isoformat(), last, row.title, row.description,
        row.publisher, row.contact, row.licence, row.attribution, row.update_cycle, row.edition, row.records,
        row.legend,
    ]  # fmt: skip
    token = hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]
    changed = times.get(last)
    return Version(token, max(row.modified, changed) if changed else row.modified)
