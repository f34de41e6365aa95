"""Vacancy marks of nurseries, month by month; a mark means only what the city has published."""

from collections import defaultdict

from django.db.models import Max

from sagacity.registry import facts, kinds, models, types
from sagacity.registry.importing.form import VACANCY_OF
from sagacity.registry.kinds import Noun
from sagacity.registry.places import find


def vacancy(facility: str, *, months: int = 12) -> list[types.VacancyMark]:
    """The marks of one nursery, newest month first, by age class."""
    rows = models.VacancyObservation.objects.filter(place=find(facility)).order_by("-month", "age_class")
    newest = list(dict.fromkeys(rows.values_list("month", flat=True)))[:months]
    page = list(rows.filter(month__in=newest))
    sets = {row.key: row for row in models.DataSet.objects.filter(key__in={one.dataset for one in page})}
    origins = {
        (row.dataset.key, row.local_id): row
        for row in models.Record.objects.filter(place=find(facility)).select_related("dataset")
    }
    return [
        types.VacancyMark(
            age_class=one.age_class,
            month=one.month,
            as_of=one.as_of,
            mark=one.mark,
            meaning=str(sets[one.dataset].legend.get(one.mark, "")) if one.dataset in sets else "",
            provenance=facts.provenance(origin)
            if (origin := origins.get((one.dataset, one.local_id))) is not None
            else None,
        )
        for one in page
    ]


def newest_vacancies() -> dict[str, list[types.VacancyMark]]:
    """The marks of the newest month of every nursery, by its key; for lists, so without provenance."""
    newest = models.VacancyObservation.objects.order_by().values("place").annotate(last=Max("month"))
    months = {row["place"]: row["last"] for row in newest}
    legends = {row.key: row.legend for row in models.DataSet.objects.all()}
    found: dict[str, list[types.VacancyMark]] = defaultdict(list)
    for one in (
        models.VacancyObservation.objects.filter(month__in=set(months.values()))
        .select_related("place")
        .order_by("place__name_kana", "place__name", "place", "age_class")
    ):
        if one.month == months[one.place_id]:
            meaning = str(legends.get(one.dataset, {}).get(one.mark, ""))
            found[one.place.key].append(
                types.VacancyMark(one.age_class, one.month, one.as_of, one.mark, meaning)
            )
    return dict(found)


def unmatched_vacancies(*, limit: int = 200) -> list[types.Record]:
    """Rows of a vacancy list that fit no nursery of the city's own list of nurseries."""
    speaking = [one.key for one in kinds.all() if one.noun is Noun.VACANCY]
    rows = (
        models.Record.objects.filter(dataset__kind__in=speaking)
        .exclude(place__records__dataset__kind=VACANCY_OF)
        .select_related("dataset", "place")
        .order_by("id")
    )
    return [facts.record(row, row.place.key if row.place else "") for row in rows[:limit]]
