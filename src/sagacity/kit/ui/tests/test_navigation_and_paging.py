from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import BadRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.kit.ui import navigation


@pytest.fixture
def doors() -> Iterator[None]:
    before = dict(navigation._offers)
    navigation._offers.clear()
    ui.offer_navigation(place="resident", path="/", label={"ja": "ホーム", "en": "Home"}, icon="home")
    ui.offer_navigation(place="resident", path="/apps/x/", label={"ja": "ごみ"}, icon="garbage", order=1)
    ui.offer_navigation(
        place="footer", path="/x/", label={"ja": "秘密"}, icon="lock", permission="audit.read"
    )
    yield
    navigation._offers.clear()
    navigation._offers.update(before)


@pytest.mark.usefixtures("doors")
def test_the_bar_shows_doors_in_order_and_marks_the_most_exact() -> None:
    bar = ui.links(place="resident", language="en", person=policy.ANONYMOUS, path="/apps/x/calendar/")

    assert [(link.label, link.is_current) for link in bar] == [("ごみ", True), ("Home", False)]


@pytest.mark.usefixtures("doors")
def test_a_door_that_asks_a_permission_is_hidden_from_others() -> None:
    auditor = policy.Person(key="a", name="a", kind="staff", permissions=frozenset({"audit.read"}))

    assert ui.links(place="footer", language="ja", person=policy.ANONYMOUS, path="/") == ()
    assert len(ui.links(place="footer", language="ja", person=auditor, path="/")) == 1


def test_a_door_needs_a_place_that_exists() -> None:
    with pytest.raises(ValueError, match="resident, staff, footer"):
        ui.offer_navigation(place="attic", path="/", label={}, icon="home")


@given(st.integers(0, 5000), st.integers(1, 60), st.integers(1, 200))
def test_every_page_number_leads_somewhere_real(total: int, per_page: int, number: int) -> None:
    paging = ui.Paging(total, per_page, number, "q=a")

    assert all(1 <= link.number <= paging.pages for link in paging.links if link.number)
    assert bool(paging.next) == (number < paging.pages)
    assert sum(link.is_current for link in paging.links) == (number <= paging.pages)


@pytest.mark.parametrize(
    ("said", "number"), [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 5000, 1)]
)
def test_a_page_number_from_outside_is_never_an_error(said: str, number: int) -> None:
    request = RequestFactory().get("/", {"page": said, "q": "a b"})

    assert ui.page_number(request) == number
    assert ui.paging(request, total=100, per_page=20).address(2) == "?q=a+b&page=2"


@pytest.mark.parametrize("bbox", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "34,130,33,131", "33,inf,34,inf"])
def test_a_map_that_asks_nonsense_is_refused(bbox: str) -> None:
    with pytest.raises(BadRequest):
        ui.view_of(RequestFactory().get("/", {"bbox": bbox}))


def test_days_are_said_in_the_language_of_the_page() -> None:
    day = date(2026, 9, 1)

    assert [ui.short_day(day, code) for code in ("ja", "ja-easy", "en", "zh-hans", "ko", "vi")] == [
        "9月1日(火)",
        "9月1日(火)",
        "Tue 1 Sep",
        "9月1日（周二）",
        "9월 1일(화)",
        "Thứ Ba, 1/9",
    ]
    assert ui.era_day(day) == "令和8年9月1日"
    assert ui.moment(datetime(2026, 8, 31, 15, 5, tzinfo=UTC), "ja") == "2026年9月1日(火) 0:05"
