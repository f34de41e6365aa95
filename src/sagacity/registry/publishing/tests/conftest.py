"""Data sets as they stand after publication, written straight into the tables.

The way there, through the desk, is told in the registry's own tests.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.kit import keys
from sagacity.registry import datasets, models
from sagacity.registry.importing import form as forms
from sagacity.registry.projecting import everything, towns

Publish = Callable[..., models.DataSet]


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    import os

    if os.environ.get("TU"):
        settings.ROOT_URLCONF = "tu"


@pytest.fixture
def publish(db: None, at: datetime) -> Publish:
    """Publish rows of a kind; again under another run when called twice."""

    def publish(kind: str, rows: Sequence[Mapping[str, Any]], **said: Any) -> models.DataSet:
        dataset, form = datasets.of_kind(kind, at=at), forms.of(kind)
        for number, values in enumerate(rows, start=2):
            fields = {name: value for name, value in values.items() if not name.startswith("_")}
            record = models.Record(
                dataset=dataset, kind=form.facet, local_id=form.local_id(fields), name=form.name(fields),
                fields=fields, statuses=values.get("_statuses", {}), hash=forms.digest(fields),
                edition="2026-09-01", file=f"{kind}.csv", sheet="", row=number, run="urn:run:1",
                imported_at=at, touched_in="urn:run:1",
            )  # fmt: skip
            if form.kind.noun == "place":
                record.place = models.Place.objects.create(
                    key=keys.new("Place"), name=record.name, name_key=record.name, changed_at=at,
                    kinds=f"|{form.facet}|",
                )  # fmt: skip
            record.save()
            models.RecordVersion.objects.create(
                dataset=kind, local_id=record.local_id, subject=record.place.key if record.place else "",
                what="new", run="urn:run:1", by="古賀 真理", why=f"{kind}.csv", at=at,
            )  # fmt: skip
        stored = list(models.Record.objects.filter(dataset=dataset))
        renew = {one.place_id for one in stored if one.place_id}
        everything.project(stored, dataset=dataset, places_to_renew=renew, names=towns.names())
        values = {
            "current_run": "urn:run:1", "edition": "2026-09-01", "issued": date(2026, 9, 2),
            "records": len(stored), "modified": at, **said,
        }  # fmt: skip
        models.DataSet.objects.filter(pk=dataset.pk).update(**values)
        dataset.refresh_from_db()
        return dataset

    return publish


def aed(number: int, name: str, **more: Any) -> dict[str, Any]:
    """One AED as checking leaves it: numbers are numbers, what is not given is absent."""
    return {
        "全国地方公共団体コード": "012345",
        "ID": f"{number:010d}",
        "名称": name,
        "所在地_連結表記": f"見本県見本市栄町{number}-1",
        "緯度": round(33.25 + number / 1000, 6),
        "経度": round(130.3 + number / 1000, 6),
        **more,
    }
