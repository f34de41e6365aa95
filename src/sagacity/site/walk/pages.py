"""The main pages: each is opened, and says what it should."""

import json

from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.site.walk.house import Surroundings, must, page_of, signed_in


def home(house: Surroundings) -> str:
    answer = page_of(house, "/")
    name = city.current().name["ja"]
    must(name in answer, f"the home does not say {name}")
    return f"{len(answer):,} letters, says {name}"


def garbage(house: Surroundings) -> str:
    from sagacity.registry.collection import api as collection

    page_of(house, "/apps/garbage/")
    areas = len(collection.areas())
    must(areas > 0 or not (city.folder() / "garbage").is_dir(), "the pack has rules, the page has no area")
    return f"{areas} areas"


def places(house: Surroundings) -> str:
    page_of(house, "/apps/places/")
    counts = registry.facet_counts()
    must(bool(counts), "there is no place at all")
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))


def catalogue(house: Surroundings) -> str:
    page_of(house, "/catalog")
    said = json.loads(page_of(house, "/api/3/action/package_list"))
    must(said["success"] is True and bool(said["result"]), "the catalogue is empty")
    return f"{len(said['result'])} data sets"


def staff(house: Surroundings) -> str:
    member = house.staff[0]
    answer = signed_in(house, member).get("/staff/")
    must(member.name in answer.text, f"the staff home does not greet {member.name}")
    return f"{member.name} ({member.login})"


def the_day(house: Surroundings) -> str:
    """The doors of a resident's day."""
    doors = ("events", "childcare", "notices", "topics", "products")
    for door in doors:
        page_of(house, f"/apps/{door}/")
    return ", ".join(doors)
