"""The citizen card on a phone: made, shown, read by another program, also without a network."""

import base64
import json
import random
import re
from datetime import UTC, datetime
from typing import Any

import numpy
import segno
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from sagacity.identity.cards.tests import vectors
from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.scripts_alone import page_with_scripts
from tests.browser.visitor import Visitor

READ_ALL = """async (file) => {
  const { Reader, Seen, CardRefused } = await import("/sg2.js");
  const reader = new Reader(file);
  const said = async (one) => {
    const seen = new Seen();
    try {
      if (one.again) await reader.read(one.text, { at: one.at, seen });
      await reader.read(one.text, { at: one.at, seen });
    } catch (problem) {
      return problem instanceof CardRefused ? problem.reason : String(problem);
    }
    return "";
  };
  return Object.fromEntries(await Promise.all(file.cases.map(async (one) => [one.name, await said(one)])));
}"""
DRAW_ALL = """async (texts) => {
  const { modules } = await import("/qr.js");
  return texts.map((text) => modules(text).map((row) => row.join("")).join("\\n"));
}"""
PIXELS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let grey = "";
  for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at]);
  return [canvas.width, btoa(grey)];
}"""
READ_ONE = """async ([text, path]) => {
  const { Reader } = await import(path);
  const keys = await (await fetch("/card/keys.json")).json();
  return new Reader(keys).read(text, { at: Date.now() / 1000 });
}"""


def test_the_reader_in_the_browser_says_the_same_as_the_one_of_the_city(browser: Browser) -> None:
    file = json.loads(vectors.FILE.read_text("utf-8"))
    page = page_with_scripts(browser)

    said = page.evaluate(READ_ALL, file)
    page.context.close()

    assert said == {case["name"]: case["reason"] for case in file["cases"]}


def test_the_browser_draws_the_same_picture_as_the_library(browser: Browser) -> None:
    dice = random.Random(5)
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    sizes = [*range(1, 600, 4), 20, 154, 483, 484, 600]
    texts = ["A" + "".join(dice.choices(letters, k=size - 1)) for size in sizes]
    texts += [vectors.shown(), vectors.paper()]
    page = page_with_scripts(browser)

    drawn = page.evaluate(DRAW_ALL, texts)
    page.context.close()

    for text, modules in zip(texts, drawn, strict=True):
        code = segno.make_qr(text, error="m", boost_error=False)
        assert modules == "\n".join("".join(map(str, row)) for row in code.matrix), text


def _picture(page: Page) -> str:
    """What another program reads from the picture on the screen."""
    size, grey = page.locator("#card-picture").evaluate(PIXELS)
    pixels = numpy.frombuffer(base64.b64decode(grey), dtype=numpy.uint8).reshape(size, size)
    found = zxingcpp.read_barcodes(pixels)
    assert len(found) == 1, "one code can be read from the picture"
    return str(found[0].text)


def _with_a_card(visit: Visit, city: RunningCity, number: str) -> Visitor:
    visitor = visit(service_workers="allow")
    residents.signs_in(visitor.context, city, number=number)
    page = visitor.opens("/apps/card/")
    page.get_by_label("この端末の呼び名").fill("わたしのスマホ")
    page.get_by_role("button", name="この端末に市民証を作る").tap()
    expect(page.locator("#card-said")).to_contain_text("市民証ができました")
    expect(page.locator("#card-face")).to_be_visible()
    return visitor


def test_a_card_is_made_with_one_press_and_read_by_another(visit: Visit, city: RunningCity) -> None:
    visitor = _with_a_card(visit, city, "91001")
    page = visitor.page
    script = page.locator("script[data-card]").get_attribute("data-sg2")

    text = _picture(page)
    reading: dict[str, Any] = visit().opens("/about/").evaluate(READ_ONE, [text, script])

    assert text.startswith("SG2:")
    assert (reading["kind"], reading["fresh"], reading["name"]) == ("device", True, "")
    looking.keep_picture(page, "citizen-card-phone")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []


def test_the_card_opens_and_changes_with_the_network_off(visit: Visit, city: RunningCity) -> None:
    visitor = _with_a_card(visit, city, "91002")
    page = visitor.page
    page.reload()  # from here on the worker of the shell sees what the page loads
    _wait_until_kept(page)
    page.clock.install(time=datetime.now(UTC))
    visitor.context.set_offline(True)
    visitor.expects("net::ERR_INTERNET_DISCONNECTED")
    visitor.expects("Failed to fetch")

    page.goto("/apps/card/")
    expect(page.locator("#card-face")).to_be_visible()
    expect(page.locator("#card-said")).to_contain_text("市民証はこのまま使えます")
    first, code = _picture(page), page.locator("#card-code").inner_text()
    page.clock.fast_forward(31_000)
    expect(page.locator("#card-code")).not_to_have_text(code)

    assert _picture(page) != first


def test_a_card_ended_elsewhere_says_why_and_a_new_one_takes_one_press(
    visit: Visit, city: RunningCity
) -> None:
    visitor = _with_a_card(visit, city, "91003")
    page = visitor.page
    page.get_by_role("link", name="市民証を入れた端末").click()
    expect(page.locator("main")).to_contain_text("わたしのスマホ")
    looking.keep_picture(page, "citizen-card-phones-phone")
    assert looking.violations(page) == []
    page.get_by_role("button", name="なくした").tap()
    expect(page.locator("main")).to_contain_text("市民証を終わらせました")

    page.goto("/apps/card/")

    expect(page.locator("#card-said")).to_contain_text("なくした、と届けられました")
    expect(page.locator("#card-face")).to_be_hidden()
    page.get_by_role("button", name="この端末に市民証を作る").tap()
    expect(page.locator("#card-face")).to_be_visible()


def test_a_card_goes_into_a_wallet_by_a_picture_and_a_pin(visit: Visit, city: RunningCity) -> None:
    visitor = visit()
    residents.signs_in(visitor.context, city, number="91009")
    page = visitor.opens("/apps/card/wallet/")
    assert looking.violations(page) == []
    page.get_by_role("button", name="ウォレットに入れる").tap()

    expect(page.locator(".card-offer-pin")).to_have_text(re.compile(r"\d{6}"))
    opens = page.get_by_role("link", name="この端末のウォレットで開く").get_attribute("href")
    assert str(opens).startswith("openid-credential-offer://?credential_offer_uri=http")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "card-wallet-phone")


def test_a_newcomer_reads_what_the_card_is_and_where_to_begin(visit: Visit) -> None:
    page = visit().opens("/apps/card/")

    expect(page.get_by_role("link", name="住んでいることを確かめる")).to_be_visible()
    expect(page.locator("#card-face")).to_be_hidden()
    looking.keep_picture(page, "citizen-card-newcomer-phone")
    assert looking.violations(page) == []


def test_a_browser_without_keys_shows_the_way_to_paper(visit: Visit) -> None:
    without_store, without_scripts = visit(), visit(java_script_enabled=False)
    without_store.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")

    for visitor, where in ((without_store, "#card-no-way"), (without_scripts, "noscript")):
        page = visitor.opens("/apps/card/")
        expect(page.locator(f"{where} .sg-banner__title")).to_have_text(
            "このブラウザーでは、市民証を作れません"
        )
        expect(page.locator(f"{where} .sg-banner__title")).to_be_visible()
        page.locator(f"{where} a").click()
        expect(page.locator("h1")).to_have_text("スマートフォンを使わないとき")


KEPT = """async () => {
  const all = async (name) => (await (await caches.open(name)).keys()).map((each) => each.url);
  const shell = async () => (await caches.keys()).find((name) => name.startsWith("shell-"));
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((go) => setTimeout(go, 50))) {
    const [pages, files] = [await all("pages"), await all(await shell())];
    const has = (urls, path) => urls.some((url) => url.includes(path));
    if (has(pages, "/apps/card/") && has(files, "/static/card/purse")) return true;
  }
  return false;
}"""


def _wait_until_kept(page: Page) -> None:
    assert page.evaluate(KEPT), "the page of the card and its scripts are kept"
