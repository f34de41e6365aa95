from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

EDGE = 790  # of a window 800 pixels high


def _middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _order(page: Page) -> list[str]:
    return [str(row.get_attribute("data-key")) for row in page.locator("[data-reorder] > li").all()]


def test_a_row_of_the_shelf_is_pulled_to_the_end_and_stays_there(visit: Visit) -> None:
    resident = visit("desktop")
    page = resident.opens("/shelf/")
    before = _order(page)
    handles = page.locator("[data-handle]")
    x, y = _middle(handles.first)

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, EDGE, steps=10)  # the end lies below: a row held at the edge pulls the page along
    expect(page.locator("[data-reorder] > li").last).to_have_attribute("data-key", before[0])
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        page.mouse.up()

    assert saved.value.ok or saved.value.status == 302
    resident.opens("/shelf/")
    expect(page.locator("[data-reorder] > li")).to_have_count(len(before))
    assert _order(page) == [*before[1:], before[0]]
