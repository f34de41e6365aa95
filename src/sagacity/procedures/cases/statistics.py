"""Figures for whoever leads the work: how many, how long, how often late. Nobody's name is in them."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, QuerySet

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.cases import models, refusals, types

MOST_VISITS = 200_000


def statistics(
    *, since: datetime, until: datetime, by: policy.Person, at: datetime, division: str = ""
) -> types.Statistics:
    """Cases submitted from one moment to another, and stages finished meanwhile.

    Raises:
        NotAllowed: figures are for those who may see them; other divisions for those who see all.
    """
    if by.kind != "system" and not by.may(identity.CASE_FIGURES):
        raise refusals.NotAllowed(identity.CASE_FIGURES)
    sees_all = by.kind == "system" or by.may(identity.CASE_EVERY)
    if division and division != by.division and not sees_all:
        raise refusals.NotAllowed(division)
    wanted = division or ("" if sees_all else by.division)
    rows = models.Case.objects.filter(submitted_at__gte=since, submitted_at__lt=until)
    rows = rows.filter(division=wanted) if wanted else rows
    ours = models.Case.objects.ours()
    ours = ours.filter(division=wanted) if wanted else ours
    return types.Statistics(
        by_state=_tally(rows, "state"),
        by_procedure=_tally(rows, "procedure"),
        by_channel=_tally(rows, "channel"),
        by_decision=_tally(rows.exclude(decision=""), "decision"),
        stages=_stages(since, until, wanted),
        open_now=ours.count(),
        late_now=ours.filter(due_at__lt=at).count(),
    )


def _tally(rows: "QuerySet[models.Case]", column: str) -> Mapping[str, int]:
    return dict(rows.order_by().values_list(column).annotate(Count("id")))


def _stages(since: datetime, until: datetime, division: str) -> tuple[types.StageFigures, ...]:
    visits = models.Visit.objects.filter(left_at__gte=since, left_at__lt=until)
    visits = visits.filter(division=division) if division else visits
    columns = ("procedure", "stage", "division", "entered_at", "left_at", "due_at")
    found = visits.order_by("procedure", "stage", "division").values_list(*columns)[:MOST_VISITS]
    figures = []
    for (procedure, stage, owner), group in groupby(found.iterator(), key=itemgetter(0, 1, 2)):
        each = [(left - entered, due is not None and left > due) for *_, entered, left, due in group]
        took = sorted(span.total_seconds() / 3600 for span, _ in each)
        figures.append(
            types.StageFigures(
                procedure=procedure,
                stage=stage,
                division=owner,
                done=len(took),
                late=sum(late for _, late in each),
                half_within_hours=round(took[(len(took) - 1) // 2], 1),
                most_within_hours=round(took[(len(took) * 9 - 1) // 10], 1),
            )
        )
    return tuple(figures)
