"""The completeness board: every national set, and whether the city has it."""

from sagacity.registry import kinds, models
from sagacity.registry.kinds import Noun
from sagacity.registry.types import Completeness

WELL_FILLED = 0.9


def completeness() -> list[Completeness]:
    """One line per kind of data set: have, partly (◎ columns have gaps) or lack."""
    rows = {row.kind: row for row in models.DataSet.objects.exclude(current_run="")}
    editions = {
        one.dataset_id: one
        for one in models.Edition.objects.filter(withdrawn_at__isnull=True).order_by("published_at", "id")
    }
    board = []
    for kind in kinds.all():
        if kind.noun is Noun.COLLECTION:
            continue  # The rules of collection have their own desk and their own figures.
        row = rows.get(kind.key)
        edition = editions.get(row.pk) if row else None
        records, filled = (row.records if row else 0), (edition.required_filled if edition else 0.0)
        board.append(
            Completeness(
                kind=kind.key,
                title=kind.title["ja"],
                standard=kind.standard,
                state="lack" if not records else "have" if filled >= WELL_FILLED else "partly",
                records=records,
                edition=row.edition if row else "",
                required_filled=filled,
                recommended_filled=edition.recommended_filled if edition else 0.0,
                public=row.public if row else False,
            )
        )
    return board
