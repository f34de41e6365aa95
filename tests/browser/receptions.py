"""Clerks at a door with a phone: a reception, and the phone as a device of it."""

import re

from playwright.sync_api import Page, expect

PIN = "314159"


def opens(page: Page, title: str, *, kind: str = "催し") -> str:
    """Open a reception; says its address."""
    page.goto("/desk/reception/")
    page.locator("[name=title]").fill(title)
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="受付を始める").click()
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def becomes_a_device(page: Page, reception: str, *, name: str) -> None:
    """On the page of scanning: give the phone a name and a PIN."""
    page.goto(f"{reception}scan/")
    page.locator("#device-name").fill(name)
    page.locator("#pin").fill(PIN)
    page.locator("#pin-twice").fill(PIN)
    page.get_by_role("button", name="この端末を使う").click()
    expect(page.locator("#network")).to_contain_text("送りました")


def unlocks(page: Page, pin: str = PIN) -> None:
    page.locator("#pin-again").fill(pin)
    page.get_by_role("button", name="開ける").click()


def types(page: Page, text: str) -> None:
    """As a hand-held reader does."""
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def films(page: Page) -> None:
    """Press the camera's button, and wait for what the page says about what it sees."""
    page.get_by_role("button", name="カメラで読み取る").click()
    expect(page.locator("#result-title")).not_to_have_text(re.compile("読み取ってください|確かめています"))


UNTIL_KEPT = """async () => {
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((go) => setTimeout(go, 50))) {
    const registration = await navigator.serviceWorker.getRegistration(location.pathname);
    if (registration?.active && registration.scope.endsWith(location.pathname)) return true;
  }
  return false;
}"""


def is_kept(page: Page) -> bool:
    """Whether the page will open without a network; waits for it."""
    return bool(page.evaluate(UNTIL_KEPT))
