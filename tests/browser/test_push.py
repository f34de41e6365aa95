"""Notices on a phone: shown once, a click opens the right page, the switch says what the browser allows."""

import json
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map((one) => [one.title, one.tag, one.requireInteraction]);
}"""
CLICK = """(tag) => registration.getNotifications({ tag }).then(([notification]) =>
  dispatchEvent(new NotificationEvent("notificationclick", { notification })))"""
# A real key of the curve, as a browser's push service would answer; Chromium of tests has no such service.
SUBSCRIBE = """
PushManager.prototype.subscribe = async function (options) {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
  window.askedWith = new Uint8Array(options.applicationServerKey).length;
  const keys = { p256dh: text(point), auth: text(new Uint8Array(16)) };
  const made = { endpoint: "https://push.example.com/send/1",
    unsubscribe: async () => { window.mine = null; },
    toJSON: () => ({ endpoint: made.endpoint, expirationTime: null, keys }) };
  return (window.mine = made);
};
PushManager.prototype.getSubscription = async () => window.mine ?? null;
Notification.requestPermission = async () => "granted";
"""


def _notice(number: int, **more: object) -> dict[str, object]:
    return {
        "id": f"urn:ngsi-ld:Notice:{number}",
        "title": "橋が通れません",
        "body": "川の水が増えています。",
        "url": "/about/",
        "lang": "ja",
        "loud": "urgent",
        "expires": "2099-01-01T00:00:00+09:00",
        **more,
    }


def _phone(visit: Visit) -> tuple[Visitor, Page, CDPSession, str]:
    """A phone whose owner allowed notices, and the number of its worker."""
    visitor = visit(service_workers="allow", permissions=["notifications"])
    page = visitor.opens("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    devtools = visitor.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: found.extend(one["registrationId"] for one in said["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(50)
    return visitor, page, devtools, found[0]


def _arrives(page: Page, devtools: CDPSession, worker: str, notice: dict[str, object]) -> None:
    origin = page.evaluate("location.origin")
    said = {"origin": origin, "registrationId": worker, "data": json.dumps(notice)}
    devtools.send("ServiceWorker.deliverPushMessage", said)


def _shown(page: Page, number: int) -> list[Any]:
    for _ in range(600):
        shown: list[Any] = page.evaluate(SHOWN)
        if len(shown) >= number:
            return shown
        page.wait_for_timeout(50)
    raise AssertionError(f"{number} notices were expected, shown are {page.evaluate(SHOWN)}")


def test_a_notice_is_shown_once_however_often_it_arrives(visit: Visit) -> None:
    _visitor, page, devtools, worker = _phone(visit)

    for _ in range(3):
        _arrives(page, devtools, worker, _notice(1))
    _arrives(page, devtools, worker, _notice(2, title="断水", loud="normal"))

    shown = _shown(page, 2)
    assert sorted(shown) == [
        ["断水", "urn:ngsi-ld:Notice:2", False],
        ["橋が通れません", "urn:ngsi-ld:Notice:1", True],
    ]


def test_what_was_put_away_does_not_come_back_and_what_is_over_is_not_shown(visit: Visit) -> None:
    _visitor, page, devtools, worker = _phone(visit)
    _arrives(page, devtools, worker, _notice(3))
    _shown(page, 1)
    page.evaluate(
        "navigator.serviceWorker.ready.then((one) => one.getNotifications())"
        ".then((all) => all.forEach((one) => one.close()))"
    )

    _arrives(page, devtools, worker, _notice(3))
    _arrives(page, devtools, worker, _notice(4, expires="2020-01-01T00:00:00+09:00"))
    _arrives(page, devtools, worker, _notice(5, title="さいご"))

    assert [title for title, *_ in _shown(page, 1)] == ["さいご"]


def test_the_phone_tells_the_city_that_the_notice_arrived(visit: Visit) -> None:
    visitor, page, devtools, worker = _phone(visit)
    visitor.expects("/messaging/received/")

    with visitor.context.expect_event(
        "request", lambda one: one.url.endswith("/messaging/received/")
    ) as asked:
        _arrives(page, devtools, worker, _notice(6, receipt="token of this phone"))

    assert asked.value.post_data == "receipt=token+of+this+phone"


def test_a_click_leads_the_home_to_the_page_of_the_notice(visit: Visit) -> None:
    visitor, page, devtools, worker = _phone(visit)
    _arrives(page, devtools, worker, _notice(7))
    _shown(page, 1)
    runs = visitor.context.service_workers[0]

    with page.expect_navigation(url="**/about/"):
        runs.evaluate(CLICK, "urn:ngsi-ld:Notice:7")

    expect(page.locator("h1")).to_contain_text("このサービスについて")


def test_the_switch_subscribes_with_the_citys_key_and_stops_again(visit: Visit) -> None:
    visitor = visit(service_workers="allow", permissions=["notifications"])
    visitor.context.add_init_script(SUBSCRIBE)
    page = visitor.opens("/welcome/notices/")
    part = page.locator("form[data-push]")
    expect(part).to_have_attribute("data-push", "off")
    looking.keep_picture(page, "welcome-notices-phone")

    part.get_by_role("button", name="通知を受け取る").tap()
    expect(part).to_have_attribute("data-push", "on")
    assert page.evaluate("askedWith") == 65, "a point of P-256 in its long form"
    assert page.request.get("/push/key.json").json()["on"] is True

    part.get_by_role("button", name="通知を止める").tap()
    expect(part).to_have_attribute("data-push", "off")
    assert page.request.get("/push/key.json").json()["on"] is False


def test_the_switch_says_what_to_do_when_the_browser_was_told_to_refuse(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    visitor.context.add_init_script(
        "Object.defineProperty(Notification, 'permission', {get: () => 'denied'})"
    )
    page = visitor.opens("/welcome/notices/")

    expect(page.locator("[data-push-state]")).to_contain_text("ブラウザーの設定")
    expect(page.locator("[data-push-on]")).to_be_hidden()
