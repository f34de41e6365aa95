"""Documents that were handed in with a case: the keys of uploads, by paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sagacity.kit.uploads import api as files
from sagacity.procedures.api import Answers, Definition, Kind
from sagacity.procedures.cases import models


def keep(row: models.Case, event: int, uploads: Mapping[str, Sequence[str]], *, at: datetime) -> None:
    """Note what came with one entry; from now on the files go with the case alone."""
    _attach(row, [key for held in uploads.values() for key in held], at)
    models.Paper.objects.bulk_create(
        models.Paper(case=row, event=event, paper=paper, upload=upload, place=place)
        for paper, held in uploads.items()
        for place, upload in enumerate(held)
    )


def keep_answers(row: models.Case, definition: Definition, answers: Answers, *, at: datetime) -> None:
    """Files and signatures that are answers themselves go with the case too."""
    kinds = {Kind.FILE, Kind.SIGNATURE}
    held = [answers.get(one.key) for one in definition.questions() if one.kind in kinds]
    _attach(row, [key for one in held for key in ([one] if isinstance(one, str) else one or [])], at)


def _attach(row: models.Case, keys: Iterable[str], at: datetime) -> None:
    """Those that there are and that belong to nothing else."""
    there = [one.key for one in files.uploads_of(keys=list(keys)) if one.about in {"", row.key}]
    files.attach(keys=there, about=row.key, at=at)


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
