"""A river rises: a device speaks, residents read it, staff see it and send again what did not arrive."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.test_offline import _lose_the_network, _wait_until_kept
from tests.browser.visitor import Visitor

SCREENS = pytest.mark.parametrize("screen", ["phone", "desktop"])
NAME = "巨勢川 東渕橋"
RIVER = "WaterLevelObserved:kose"
GROUP = {
    "apikey": "river-of-the-test",
    "resource": "/iot/json",
    "entity_type": "WaterLevelObserved",
    "attributes": [
        {"object_id": "l", "name": "waterLevel", "type": "Number", "unitCode": "MTR", "range": {"most": 20}},
        {"object_id": "n", "name": "name", "type": "Text"},
        {"object_id": "g", "name": "location", "type": "geo:json"},
    ],
    "static_attributes": [{"name": "dataProvider", "type": "Text", "value": "simulation"}],
}
LINE = {"attribute": "waterLevel", "level": 3.5, "clear": 3.3, "entity_type": "WaterLevelObserved"}
DESCRIPTION = "行き止まりの購読"
DEAD_END = {
    "description": DESCRIPTION,
    "subject": {"entities": [{"idPattern": ".*", "type": "WaterLevelObserved"}]},
    "notification": {"httpCustom": {"url": "http://10.0.0.1/${id}"}},
}


def _asks(visitor: Visitor, method: str, path: str, body: dict[str, Any]) -> int:
    headers = {"X-API-Key": visitor.city.broker_key, "Fiware-ServicePath": "/sensors"}
    answer = visitor.context.request.fetch(path, method=method, headers=headers, data=body)
    assert answer.status < 300 or answer.status == 409, f"{path} answers {answer.status}: {answer.text()}"
    return answer.status


@pytest.fixture
def river(visit: Visit) -> None:
    """A gauge that speaks over HTTP, a line it has crossed, and somebody to be told who never answers."""
    gauge = visit()
    _asks(gauge, "POST", "/iot/services", {"services": [GROUP]})
    _asks(gauge, "PUT", "/iot/lines/judge", {**LINE, "name": "避難判断水位", "severity": "high"})
    known = gauge.context.request.get("/v2/subscriptions", headers={"X-API-Key": gauge.city.broker_key})
    if DESCRIPTION not in known.text():
        _asks(gauge, "POST", "/v2/subscriptions", DEAD_END)
    place = {"type": "Point", "coordinates": [130.3337, 33.2881]}
    measure = {"l": 3.71, "n": NAME, "g": place, "battery": 12}
    _asks(gauge, "POST", f"/iot/json?k={GROUP['apikey']}&i=kose", measure)


def _readable_for_everybody(page: Page, name: str, screen: str) -> None:
    looking.keep_picture(page, f"{name}-{screen}")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []


@SCREENS
def test_residents_read_the_river_with_its_line_its_age_and_that_it_is_made_up(
    visit: Visit, river: None, screen: str
) -> None:
    page = visit(screen).opens("/apps/places/now/?kind=river")
    row = page.locator("main .sg-list__row", has_text=NAME)
    expect(row).to_contain_text("3.71 m")
    expect(row).to_contain_text("避難判断水位をこえています")
    expect(row).to_contain_text("模擬の値")
    expect(row).to_contain_text("前" if "たった今" not in row.inner_text() else "たった今")
    expect(page.locator("sg-map .sg-map__pin").first).to_be_visible()
    _readable_for_everybody(page, "places-now-river", screen)

    row.click()

    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.locator("main")).to_contain_text("ほんとうのようすではありません")
    expect(page.locator(".sg-chart__svg")).to_be_visible()
    _readable_for_everybody(page, "places-sensor", screen)


def test_without_a_network_the_river_is_read_as_it_was_and_says_when(visit: Visit, river: None) -> None:
    visitor = visit(service_workers="allow")
    page = visitor.opens("/")
    _wait_until_kept(page, "facts", "/saved.json")
    page.goto("/apps/places/now/?kind=river")
    _wait_until_kept(page, "pages", "/apps/places/now/")
    _lose_the_network(visitor)

    page.reload()

    expect(page.locator("[data-offline]")).to_contain_text("保存した時刻")
    expect(page.locator("main .sg-list__row", has_text=NAME)).to_contain_text("3.71 m")


@SCREENS
def test_staff_see_the_river_the_device_and_its_alarm(visit: Visit, river: None, screen: str) -> None:
    page = visit(screen, login="koga").opens("/desk/data/live/?type=WaterLevelObserved")
    expect(page.locator("main table")).to_contain_text("waterLevel 3.71 m")
    _readable_for_everybody(page, "desk-live-river", screen)

    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="1日ごと").click()
    page.locator(".sg-chart summary").click()

    expect(page.locator(".sg-chart table")).to_contain_text("3.71")
    _readable_for_everybody(page, "desk-live-thing-river", screen)

    page.goto("/desk/data/devices/")
    expect(page.locator("main")).to_contain_text("「避難判断水位」（3.5）をこえています")
    expect(page.locator("main table")).to_contain_text("12%")
    _readable_for_everybody(page, "desk-devices-river", screen)


@SCREENS
def test_what_was_given_up_goes_again_with_one_press(visit: Visit, river: None, screen: str) -> None:
    page = visit(screen, login="koga").opens("/desk/data/subscriptions/")
    _readable_for_everybody(page, "desk-subscriptions-dead", screen)
    page.get_by_role("link", name=DESCRIPTION).click()
    expect(page.locator("main")).to_contain_text("closed network")
    _readable_for_everybody(page, "desk-subscription-dead", screen)

    page.get_by_role("button", name="すべて送り直す").click()

    expect(page.locator("main")).to_contain_text("送り直しています")
