"""Actions without a network wait on the phone, go out once when it is back, and never get lost silently."""

import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

# The program tells one device something that pops up over its home.
TELL = """
import sys, django; django.setup()
from datetime import timedelta
from sagacity.kit import clock
from sagacity.messaging import api as messaging
at = clock.now()
messaging.remind(
    client_key=sys.argv[1] + sys.argv[2],
    draft=messaging.Draft(
        title={"ja": sys.argv[2]}, body={"ja": "ためしです。"},
        audience=messaging.Audience(people=(sys.argv[1],)),
        publish_at=at, expires_at=at + timedelta(hours=2), loudness=messaging.Loudness.POPUP,
    ),
    app="", at=at,
)
"""


# A quick finger: presses a button as soon as it stands on the page.
PRESS = """
new MutationObserver((_changes, observer) => {
  const button = document.querySelector("BUTTON");
  if (!button) return;
  observer.disconnect();
  button.click();
}).observe(document, { childList: true, subtree: true });
"""


def _told(visitor: Visitor, *titles: str) -> Page:
    """A resident whose home shows pop-ups, read once with a network."""
    page = visitor.opens("/district/?q=三瀬")  # where no other story says anything
    page.locator(".shell-town").first.tap()
    page.wait_for_url("**/")
    device = page.request.get("/settings/export.json").json()["device"]
    surroundings = {
        "SAGACITY_DATA_DIR": str(visitor.city.folder),
        "DJANGO_SETTINGS_MODULE": "sagacity.site.settings",
        "PATH": "/usr/bin:/bin",
    }
    for title in titles:
        subprocess.run([sys.executable, "-c", TELL, device, title], env=surroundings, check=True)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for _ in range(60):
        page.goto("/")
        if page.locator(".home-popup").count() == len(titles):
            page.wait_for_timeout(500)
            return page
        page.wait_for_timeout(500)
    raise AssertionError("the notices did not come")


def _lose_the_network(visitor: Visitor) -> None:
    visitor.context.set_offline(True)
    visitor.expects("net::ERR_INTERNET_DISCONNECTED")
    visitor.expects("Failed to fetch")


def test_an_action_waits_without_a_network_and_goes_out_once(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します")
    _lose_the_network(visitor)
    page.reload()
    expect(page.locator("[data-offline]")).to_contain_text("電波がありません")

    page.get_by_role("button", name="読みました").tap()

    queue = page.locator("#queue")
    expect(queue).to_contain_text("1件を送ります")
    expect(queue).to_contain_text("「断水します」を読みました")
    expect(queue).to_be_focused()
    looking.keep_picture(page, "queue-waiting-phone")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    sent: list[str] = []
    visitor.context.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)

    visitor.context.set_offline(False)

    expect(queue).to_contain_text("送りました: 「断水します」を読みました")
    page.goto("/")
    expect(page.locator(".home-popup")).to_have_count(0)
    page.wait_for_timeout(500)
    assert [url for url in sent if url.endswith("/popups/read/")] == [sent[0]]


def test_what_waits_survives_closing_the_page_and_can_be_taken_back(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "工事です")
    _lose_the_network(visitor)
    page.reload()
    expect(page.locator("[data-offline]")).to_contain_text("電波がありません")
    page.get_by_role("button", name="読みました").tap()
    expect(page.locator("#queue li")).to_have_count(1)

    page.goto("/offline/")
    expect(page.locator("#queue li")).to_have_count(1)
    page.locator("#queue li").get_by_role("button", name="送るのをやめる").tap()
    expect(page.locator("#queue li")).to_have_count(0)
    visitor.context.set_offline(False)

    page.goto("/")
    expect(page.locator(".home-popup")).to_have_count(1)


def test_of_two_pop_ups_each_press_waits_for_itself(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します", "工事です")
    _lose_the_network(visitor)
    page.reload()
    queue = page.locator("#queue")
    read = page.locator(".home-popup").get_by_role("button", name="読みました")

    read.nth(0).tap()
    expect(queue.locator("li")).to_have_count(1)
    read.nth(1).tap()
    expect(queue.locator("li")).to_have_count(2)
    read.nth(0).tap()  # its button is still there
    expect(queue).to_be_focused()
    expect(queue.locator("li")).to_have_count(2)

    page.goto("/offline/")
    page.wait_for_timeout(1000)
    queue.get_by_role("button", name="送るのをやめる: 「工事です」").tap()
    expect(queue.locator("li")).to_have_count(1)
    visitor.context.set_offline(False)
    expect(queue).to_contain_text("送りました: 「断水します」を読みました")
    page.goto("/")
    expect(page.locator(".home-popup h2")).to_have_text(["工事です"])


def test_a_press_before_the_scripts_have_come_is_kept(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します", "工事です")
    _lose_the_network(visitor)
    page.add_init_script(PRESS.replace("BUTTON", ".home-popup form button"))

    page.goto("/")

    expect(page.locator("#queue li")).to_have_count(1)


def test_the_second_half_of_a_double_tap_takes_nothing_back(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します")
    _lose_the_network(visitor)
    page.reload()
    page.evaluate(PRESS.replace("BUTTON", "#queue li button"))

    page.get_by_role("button", name="読みました").tap()

    page.wait_for_timeout(800)
    expect(page.locator("#queue li")).to_have_count(1)
    page.locator("#queue li button").tap()
    expect(page.locator("#queue li")).to_have_count(0)


def test_a_page_taken_back_from_memory_answers_again(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します")
    page.get_by_role("button", name="読みました").tap()
    expect(page.locator(".home-popup")).to_have_count(0)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<form data-queue=x data-busy=1></form>')")

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(page.locator("form[data-queue]")).not_to_have_attribute("data-busy", "1")


def test_a_refused_action_is_shown_with_its_reason(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します")
    visitor.expects("the server responded with a status of 404")
    _lose_the_network(visitor)
    page.reload()
    page.locator(".home-popup form").evaluate("(form) => form.setAttribute('action', '/nobody/is/here/')")
    page.get_by_role("button", name="読みました").tap()
    expect(page.locator("#queue li")).to_have_count(1)

    visitor.context.set_offline(False)

    expect(page.locator("#queue")).to_contain_text("送れなかったものがあります")
    expect(page.locator("#queue li")).to_contain_text("ページが見つかりません")
    looking.keep_picture(page, "queue-refused-phone")
    assert looking.violations(page) == []
    page.locator("#queue li").get_by_role("button", name="一覧から消す").tap()
    expect(page.locator("#queue")).to_have_count(0)


def test_with_a_network_the_form_goes_straight_and_nothing_waits(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = _told(visitor, "断水します")

    page.get_by_role("button", name="読みました").tap()

    expect(page.locator(".home-popup")).to_have_count(0)
    expect(page.locator("#queue")).to_have_count(0)
