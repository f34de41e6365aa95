"""Documents that were handed in with a case: the keys of uploads, by paper."""

from collections.abc import Mapping, Sequence

from sagacity.procedures.cases import models


def keep(row: models.Case, event: int, uploads: Mapping[str, Sequence[str]]) -> None:
    """Note what came with one entry."""
    models.Paper.objects.bulk_create(
        models.Paper(case=row, event=event, paper=paper, upload=upload, place=place)
        for paper, held in uploads.items()
        for place, upload in enumerate(held)
    )


def of(row: models.Case) -> dict[str, tuple[str, ...]]:
    """Every document by paper, in the order they came; what came later stands after what was there."""
    found: dict[str, tuple[str, ...]] = {}
    for each in row.papers.order_by("event", "paper", "place"):
        if each.upload not in found.get(each.paper, ()):
            found[each.paper] = (*found.get(each.paper, ()), each.upload)
    return found


def is_upload_kept(upload: str) -> bool:
    """Whether a case needs an upload: then whoever sweeps uploads leaves it."""
    return models.Paper.objects.filter(upload=upload).exists()


def uploads_kept(uploads: Sequence[str]) -> frozenset[str]:
    """Those among many uploads that a case needs."""
    rows = models.Paper.objects.filter(upload__in=list(uploads))
    return frozenset(rows.values_list("upload", flat=True))
