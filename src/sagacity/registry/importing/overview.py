"""A run at a glance: which rules speak in its report, and what stands under each heading of its file."""

from django.db.models import Count

from sagacity.registry import models
from sagacity.registry.importing import files, runs
from sagacity.registry.reading import open_table

SAMPLES = 3


def rules_said(key: str) -> list[tuple[str, str, int]]:
    """Which rules the report names: (outcome, rule, how often), the most frequent first."""
    lines = models.ImportMessage.objects.filter(run=runs.find(key)).values("outcome", "rule")
    counted = lines.annotate(many=Count("id")).order_by("-many", "rule")
    return [(one["outcome"], one["rule"], one["many"]) for one in counted]


def columns_said(key: str, *, outcome: str) -> list[tuple[str, int]]:
    """Which columns the report names under one outcome, and how often."""
    lines = models.ImportMessage.objects.filter(run=runs.find(key), outcome=outcome).exclude(column="")
    counted = lines.values("column").annotate(many=Count("id")).order_by("-many", "column")
    return [(one["column"], one["many"]) for one in counted]


def sample_values(*, key: str) -> dict[str, tuple[str, ...]]:
    """The first values under each heading, so that a person can say what it means."""
    row = runs.find(key)
    table = open_table(files.path_of(row.sha256), name=row.file, sheet=row.sheet or None)
    found: dict[str, list[str]] = {heading: [] for heading in table.headings}
    for cells in table.sample:
        for heading, cell in zip(table.headings, cells, strict=False):
            if cell.strip() and cell not in found[heading] and len(found[heading]) < SAMPLES:
                found[heading].append(cell)
    return {heading: tuple(cells) for heading, cells in found.items()}
