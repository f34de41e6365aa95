"""Applying for an event on a phone, also without a network; and the clerk who looks after it."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

TERMS = {
    "capacity": "2",
    "waiting_places": "3",
    "most_per_booking": "2",
    "opens_at": "2026-01-01T00:00",
    "closes_at": "2099-06-01T00:00",
    "ends_at": "2099-06-02T00:00",
}
AN_EVENT = "main a[href^='/apps/events/urn']"


@pytest.fixture
def event(visit: Visit) -> str:
    """Applications are open for an event of the published file; its key."""
    clerk = visit("desktop", login="mori")
    page = clerk.opens("/apps/events/?when=all")
    address = page.locator(AN_EVENT).first.get_attribute("href") or ""
    key = unquote(address.split("/")[3])
    page = clerk.opens(f"/desk/events/applicants/{key}/terms/")
    for name, value in TERMS.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main .sg-form button").click()
    expect(page.locator("main")).to_contain_text("定員 2人")
    return key


def _fills(page: Page, name: str, phone: str) -> None:
    page.get_by_label("なまえ").fill(name)
    page.get_by_label("電話番号").fill(phone)


def _is_fit_to_be_seen(page: Page, name: str) -> None:
    looking.keep_picture(page, name)
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []


def _lose_the_network(visitor: Visitor) -> None:
    visitor.context.set_offline(True)
    visitor.expects("net::ERR_INTERNET_DISCONNECTED")
    visitor.expects("Failed to fetch")


def test_an_application_waits_for_a_network_and_arrives_once(visit: Visit, event: str) -> None:
    visitor = visit(service_workers="allow")
    page = visitor.opens(f"/apps/events/{event}/apply/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    _is_fit_to_be_seen(page, "apply-phone")
    _fills(page, "森 花子", "090-1111-0001")
    _lose_the_network(visitor)

    page.locator("main .sg-form button").tap()
    expect(page.locator("#queue")).to_contain_text("に申し込む")
    visitor.context.set_offline(False)

    expect(page.locator("#queue [role=status]")).to_contain_text("に申し込む")
    page = visitor.opens("/apps/events/mine/")
    expect(page.locator("main .sg-list a")).to_have_count(1)
    _is_fit_to_be_seen(page, "apply-mine-phone")

    page.locator("main .sg-list a").tap()
    expect(page.locator("main")).to_contain_text("参加できます")
    _is_fit_to_be_seen(page, "apply-one-phone")
    page.get_by_text("申し込みを取り消す").tap()
    page.get_by_role("button", name="取り消す").tap()
    expect(page.locator("main")).to_contain_text("この申し込みは取り消されています。")


def test_a_clerk_sees_names_for_a_purpose_on_every_screen(visit: Visit, event: str) -> None:
    resident = visit(viewport={"width": 320, "height": 640})
    page = resident.opens(f"/apps/events/{event}/apply/")
    _fills(page, "古川 実", "24-31")
    resident.expects("the server responded with a status of 422")
    page.locator("main .sg-form button").tap()
    expect(page.locator(".sg-banner--error")).to_contain_text("電話番号が読み取れません。")
    _is_fit_to_be_seen(page, "apply-refused-320")
    page.get_by_label("電話番号").fill("090-1111-0002")
    page.locator("main .sg-form button").tap()
    expect(page).to_have_url(re.compile("/apps/events/mine/"))

    clerk = visit("desktop", login="mori")
    pages = {"figures": "", "names": "?for=day", "caller": "add/", "message": "message/", "terms": "terms/"}
    for name, path in pages.items():
        page = clerk.opens(f"/desk/events/applicants/{event}/{path}")
        _is_fit_to_be_seen(page, f"applicants-{name}-desktop")
    page = clerk.opens(f"/desk/events/applicants/{event}/?for=contact&q=古川")
    expect(page.locator("main table >> nth=1")).to_contain_text("090-1111-0002")
