"""Nurseries: marks by class as published, my child's class, hours against work, the way on foot."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.childcare import calendars, mine, nursery_rows, opening, walking
from sagacity.miniapps.childcare.nursery_rows import Nursery
from sagacity.miniapps.childcare.rules import births, school
from sagacity.registry import api as registry

CLASSES = range(6)
PER_PAGE = 30
MOST_COMPARED = 3
HISTORY = 24  # months


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for."""

    age: int | None
    mark: str
    town: str
    need: opening.Need | None
    covered: bool  # only those whose hours cover the need
    near: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Wish":
        said = request.GET
        age = said.get("age", "")
        return cls(
            age=int(age) if age in {str(one) for one in CLASSES} else None,
            mark=said.get("mark", "")[:20],
            town=said.get("town", "")[:100],
            need=opening.need(said.get("from", ""), said.get("to", ""), said.get("travel", "")),
            covered=said.get("covered") == "1",
            near=said.get("sort") == "near",
        )


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """All nurseries, or those that fit; a mark means only what the city has published."""
    wish, today, home = Wish.of(request), clock.day(clock.now()), walking.home(request)
    every = nursery_rows.every(request)
    rows = [(one, _fits(one, wish.need)) for one in every if _is_wanted(one, wish)]
    if wish.near and home:
        rows.sort(key=lambda row: (row[0].metres is None, row[0].metres or 0))
    start = ui.offset(request, per_page=PER_PAGE)
    context = {
        "rows": rows[start : start + PER_PAGE],
        "total": len(rows),
        "per_page": PER_PAGE,
        "every": len(every),
        "wish": wish,
        "said": request.GET,
        "home": home,
        "detour": walking.DETOUR,
        "pace": walking.PER_MINUTE,
        "classes": [wish.age] if wish.age is not None else [*CLASSES],
        "all_classes": CLASSES,
        "marks": sorted({mark for one in every for mark in one.marks.values()}),
        "towns": sorted({one.town for one in every if one.town}),
        "children": _classes_of_mine(request, today),
        "has_marks": any(one.marks for one in every),
        "as_of": max((one.as_of for one in every if one.as_of), default=None),
        "meanings": {mark: text for one in every for mark, text in one.meanings.items()},
        "unlisted": sum(not one.is_listed for one in every),
        "has_hours": any(one.hours for one in every),
        "most": MOST_COMPARED,
    }
    return render(request, "childcare/nurseries.html", context)


@require_GET
@policy.access(policy.ANYONE)
def compare(request: HttpRequest) -> HttpResponse:
    """Up to three side by side; the address can be passed on, nothing is kept."""
    asked = request.GET.getlist("one")
    chosen = nursery_rows.some(request, asked)[:MOST_COMPARED]
    wish = Wish.of(request)
    context = {
        "chosen": chosen,
        "classes": CLASSES,
        "columns": [
            (column, [one.fields.get(column, "") for one in chosen]) for column in nursery_rows.COLUMNS
        ],
        "fits": [_fits(one, wish.need) for one in chosen],
        "need": wish.need,
        "home": walking.home(request),
        "detour": walking.DETOUR,
        "pace": walking.PER_MINUTE,
        "too_many": len(asked) > MOST_COMPARED,
        "most": MOST_COMPARED,
    }
    return render(request, "childcare/compare.html", context)


@require_GET
@policy.access(policy.ANYONE)
def history(request: HttpRequest, key: str) -> HttpResponse:
    """The marks of one nursery month by month, as published."""
    try:
        place = registry.place(key)
        marks = registry.vacancy(key, months=HISTORY)
    except registry.NoSuchPlace as problem:
        raise Http404(key) from problem
    if place.facet(nursery_rows.KIND) is None and not marks:
        raise Http404(key)
    months = list(dict.fromkeys(one.month for one in marks))
    said = {(one.month, one.age_class): one for one in marks}
    rows = [
        (
            month,
            max((one.as_of for one in marks if one.month == month and one.as_of), default=None),
            [said[month, age].mark if (month, age) in said else "" for age in CLASSES],
        )
        for month in months
    ]
    context = {
        "place": place,
        "name": nursery_rows.name_of(place),
        "rows": rows,
        "classes": CLASSES,
        "meanings": {one.mark: one.meaning for one in marks if one.meaning},
        "files": sorted({(one.provenance.file, one.provenance.edition) for one in marks if one.provenance}),
    }
    return render(request, "childcare/history.html", context)


@require_GET
@policy.access(policy.ANYONE)
def class_on(request: HttpRequest) -> HttpResponse:
    """Which class a child is in on a day; born on 1 April is the older one."""
    today = clock.day(clock.now())
    born, on = request.GET.get("born", "").strip(), request.GET.get("on", "").strip()
    answer: list[int] | None = None
    wrong = False
    if born:
        try:
            birth = births.parse(born)
            day = date.fromisoformat(on) if on else today
            both = (school.age_class(birth.first, day), school.age_class(birth.last, day))
            answer = sorted({one for one in both if one is not None})
        except ValueError:
            wrong = True
    context = {
        "born": born,
        "on": on or today.isoformat(),
        "answer": answer,
        "wrong": wrong,
        "first": answer[0] if answer else None,
        "second": answer[1] if answer and len(answer) > 1 else None,
        "school_at": len(CLASSES),
    }
    return render(request, "childcare/class.html", context, status=400 if wrong else 200)


def _classes_of_mine(request: HttpRequest, today: date) -> list[tuple[str, list[tuple[date, int]]]]:
    """For each of my children the class now and next April, while it is of an age for a nursery."""
    april = date(school.fiscal_year(today) + 1, school.APRIL, 1)
    found = []
    for child in mine.children(request):
        days = [
            (day, age) for day in (today, april) for age in calendars.classes(child, day) if age in CLASSES
        ]
        if days:
            found.append((child.label, days))
    return found


def _is_wanted(one: Nursery, wish: Wish) -> bool:
    if wish.town and one.town != wish.town:
        return False
    if wish.covered and wish.need and _fits(one, wish.need) not in {"usual", "extended"}:
        return False
    if not wish.mark:
        return True
    marks = one.marks.values() if wish.age is None else [one.marks.get(wish.age, "")]
    return wish.mark in marks


def _fits(one: Nursery, need: opening.Need | None) -> str:
    """ "usual" | "extended" | "short" | "unknown"; empty when nobody asked."""
    if need is None:
        return ""
    usual = opening.covers(one.hours, need)
    if usual:
        return "usual"
    longer = opening.covers(one.extended, need)
    if longer:
        return "extended"
    return "unknown" if usual is None and longer is None else "short"
