"""What the tally knows makes a question cheaper and never changes its answer."""

from collections.abc import Iterable

from sagacity.broker.querying import q
from sagacity.broker.selection import EVERYWHERE, PathScope, Selection
from sagacity.broker.store import knowing, promoting
from sagacity.broker.store.base import Session
from sagacity.broker.testing import City


def fill(city: City, path: str, type_: str, numbers: Iterable[int], name: str = "level") -> None:
    entities = [{"id": f"{type_}{n}", "type": type_, name: {"value": n}} for n in numbers]
    body = {"actionType": "append", "entities": entities}
    answer = city.post("/v2/op/update", json=body, headers={"Fiware-ServicePath": path})
    assert answer.status == 204


def sharpened(city: City, selection: Selection) -> Selection | None:
    def work(session: Session) -> Selection | None:
        return knowing.sharpened(session, selection)

    found: Selection | None = city.broker.read_now(work)
    return found


def test_whoever_names_no_type_means_the_types_that_have_the_attribute(city: City) -> None:
    fill(city, "/", "River", range(3))
    fill(city, "/", "Parking", range(3), name="free")

    def asking(text: str) -> Selection | None:
        return sharpened(city, Selection(city.tenant, predicates=(q.parse(text),)))

    by_value, impossible, builtin = asking("level==1"), asking("height>1"), asking("dateModified>2020-01-01")

    assert by_value
    assert by_value.types == ("River",)
    assert impossible is None
    assert builtin
    assert builtin.types == ()
    assert len(city.get("/v2/entities", q="dateModified>2020-01-01").json) == 6


def test_a_value_is_found_by_the_index_when_no_type_is_named(city: City) -> None:
    fill(city, "/", "River", range(600))
    fill(city, "/", "Road", range(300))
    city.get("/v2/entities", q="level==7", limit=1000)  # the first question makes the index
    with city.broker.store.reading() as session:
        assert promoting.promoted_attributes(session).keys() >= {
            (city.tenant, "River"),
            (city.tenant, "Road"),
        }

    found = city.get("/v2/entities", q="level==7", limit=1000).json

    assert [one["id"] for one in found] == ["River7", "Road7"]


def test_a_subtree_with_little_in_it_is_named_path_by_path(city: City) -> None:
    fill(city, "/a", "River", range(2))
    fill(city, "/a/b", "River", range(2))
    fill(city, "/ab", "River", range(2))

    below_a = sharpened(city, Selection(city.tenant, (PathScope("/a", subtree=True),)))

    assert below_a
    assert below_a.paths == (PathScope("/a"), PathScope("/a/b"))
    assert sharpened(city, Selection(city.tenant, (PathScope("/c", subtree=True),))) is None
    assert sharpened(city, Selection(city.tenant, (EVERYWHERE,))) == Selection(city.tenant)
