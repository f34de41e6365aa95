"""What was answered, as it stands after corrections."""

from collections.abc import Mapping
from typing import Any

from sagacity.procedures.cases import models, sealing, stages
from sagacity.procedures.cases.types import Happened

WITH_ANSWERS = (Happened.SUBMITTED, Happened.CORRECTED)


def latest(row: models.Case) -> dict[str, Any]:
    """Answers, their sources and the facts of the day they were judged."""
    event = row.log.filter(kind__in=WITH_ANSWERS).order_by("-number").first()
    return sealing.opened(event) if event else {}


def data_of(row: models.Case) -> Mapping[str, Any]:
    """What rules of the definition see."""
    said = latest(row)
    return stages.data_of(said.get("answers", {}), said.get("facts", {}))


def all_of(row: models.Case) -> dict[int, dict[str, Any]]:
    """What was said with each entry, by its number."""
    rows = models.Content.objects.filter(event__case=row).select_related("event")
    return {one.event.number: sealing.open_one(one.event, one) for one in rows}
