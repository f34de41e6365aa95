"""Nurseries with their vacancy marks by age, as the city publishes them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.kit import policy
from sagacity.miniapps.places import looks, vacancies
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Line:
    """One nursery in the table."""

    key: str
    name: str
    town: str
    address: str
    marks: list[tuple[int, str]]
    is_listed: bool  # the city's own list of nurseries has it too, so address and telephone are known

    def shown(self, ages: list[int]) -> list[str]:
        """A mark for each age, empty where none is published."""
        said = dict(self.marks)
        return [said.get(age, "") for age in ages]


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    address: str
    is_on: bool


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """All of them, or those with one mark for one age, or of one district."""
    said = registry.newest_vacancies()
    months = {key: month for key, marks in said.items() if (month := vacancies.of_marks(marks))}
    every = [_line(one, months.get(one.key)) for one in _all()]
    ages = sorted({age for month in months.values() for age in month.marks})
    age = _age(request, ages)
    mark, town = request.GET.get("mark", ""), request.GET.get("town", "")
    shown = [one for one in every if (not town or one.town == town) and _has(one, age, mark)]
    context = {
        "lines": [(one, one.shown(ages if age is None else [age])) for one in shown],
        "total": len(every),
        "ages": ages if age is None else [age],
        "age": age,
        "mark": mark,
        "town": town,
        "age_choices": _choices(request, "age", [(str(one), f"{one}") for one in ages], drop=("mark",)),
        "mark_choices": _choices(request, "mark", [(one, one) for one in _marks(every, age)]),
        "towns": sorted({one.town for one in every if one.town}),
        "as_of": max((month.as_of for month in months.values() if month.as_of), default=None),
        "meanings": {key: text for month in months.values() for key, text in month.meanings.items()},
        "has_marks": bool(months),
        "unlisted": sum(not one.is_listed for one in every),
    }
    return render(request, "places/nurseries.html", context)


def _all() -> tuple[registry.Place, ...]:
    return registry.find_places(kinds=["nursery"], limit=5000).places


def _line(place: registry.Place, month: vacancies.Month | None) -> Line:
    return Line(
        key=place.key,
        name=looks.name_of(place),
        town=place.address.town,
        address=place.address.text,
        marks=month.row if month else [],
        is_listed=bool(place.address.text or place.phone or place.point),
    )


def _age(request: HttpRequest, ages: list[int]) -> int | None:
    said = request.GET.get("age", "")
    return int(said) if said.isascii() and said.isdigit() and int(said) in ages else None


def _has(line: Line, age: int | None, mark: str) -> bool:
    return age is None or not mark or (age, mark) in line.marks


def _marks(lines: list[Line], age: int | None) -> list[str]:
    """The marks that stand in one column; they are only offered once an age is chosen."""
    return sorted({mark for line in lines for of, mark in line.marks if of == age})


def _choices(
    request: HttpRequest, name: str, offered: list[tuple[str, str]], drop: tuple[str, ...] = ()
) -> list[Choice]:
    return [
        Choice(label, _address(request.GET, name, value, drop), request.GET.get(name) == value)
        for value, label in offered
    ]


def _address(said: QueryDict, name: str, value: str, drop: tuple[str, ...]) -> str:
    """The page after a tap: chosen, or no longer chosen when it was."""
    query = said.copy()
    for one in drop:
        query.pop(one, None)
    if said.get(name) == value:
        query.pop(name, None)
    else:
        query[name] = value
    return f"?{query.urlencode()}"
