"""Tables of figures."""

from datetime import date

from sagacity.registry import datasets, facts, models, types


def stat_table(
    *, dataset: str, on: date | None = None, area: str = "", limit: int = 500, offset: int = 0
) -> types.StatTable:
    """The figures of a data set: of one day, of one area, or all, the newest first."""
    row = datasets.find(dataset)
    rows = models.StatRow.objects.filter(table__dataset=row).select_related("record__dataset")
    if on is not None:
        rows = rows.filter(on=on)
    if area:
        rows = rows.filter(area=area)
    table = models.StatTable.objects.filter(dataset=row).first()
    page = rows.order_by("-on", "area_code", "area", "id")[offset : offset + limit]
    return types.StatTable(
        key=row.key,
        title=row.title,
        columns=tuple(table.columns) if table else (),
        rows=tuple(facts.record(one.record, "") for one in page),
        total=rows.count(),
    )


def stat_days(*, dataset: str) -> list[date]:
    """The days a table has figures of, the newest first."""
    rows = models.StatRow.objects.filter(table__dataset=datasets.find(dataset), on__isnull=False)
    return [on for on in rows.order_by("-on").values_list("on", flat=True).distinct() if on is not None]
