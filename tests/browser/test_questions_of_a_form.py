"""Questions that are more than a line of text: an address by its postcode, an account, a drawn signature."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import looking, signed_requests
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit

TOWER = "東京都港区芝公園"


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"questions-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _begins(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form button[value='']").last.click()


def _field(page: Page, name: str) -> str:
    return page.locator(f"[name='a.{name}']").input_value()


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form[data-forms] button[value=next]:visible").last.click()


def _photo() -> FilePayload:
    out = BytesIO()
    Image.new("RGB", (800, 600), "green").save(out, "JPEG")
    return {"name": "家.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _fills_in_the_account(page: Page) -> None:
    page.locator("[name='a.account.find']").fill("佐賀銀行")
    page.locator("button[value='look:account']").click()
    page.locator("[name='a.account.pick']").first.check()
    page.locator("button[value='look:account']").click()
    expect(page.locator("[name='a.account.bank']")).to_have_value(re.compile(r"\d{4}"))
    page.locator("[name='a.account.pick']").first.check()
    page.locator("button[value='look:account']").click()
    expect(page.locator("[name='a.account.branch']")).to_have_value(re.compile(r"\d{3}"))
    page.locator("[name='a.account.number']").fill("１２３４５６７")
    page.locator("[name='a.account.holder']").fill("みほん　はなこ")


def _draws(page: Page) -> None:
    canvas = page.locator(".forms-signature canvas")
    canvas.scroll_into_view_if_needed()
    frame = canvas.bounding_box()
    assert frame is not None
    left, top = frame["x"], frame["y"]
    page.mouse.move(left + 30, top + 30)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(left + 30 + 25 * step, top + (90 if step % 2 else 30), steps=4)
    page.mouse.up()


def _dark_parts(picture: bytes) -> float:
    """How much of a picture is ink."""
    grey = Image.open(BytesIO(picture)).convert("L")
    return sum(grey.histogram()[:100]) / (grey.width * grey.height)


@pytest.fixture
def signed(city: RunningCity) -> str:
    return signed_requests.publish(city)


def test_a_postcode_brings_its_town_while_it_is_typed(visit: Visit, signed: str) -> None:
    visitor = visit("phone")
    page = visitor.opens(signed)
    _begins(page)
    page.locator("[name='a.account.holder']").fill("ミホン")
    code = page.locator("[name='a.address.postcode']")

    code.press_sequentially("1050011")

    expect(page.locator("[name='a.address.town']")).to_have_value(TOWER)
    expect(page.locator("[data-forms-looked]")).to_contain_text("番地を書き足してください")
    assert code.evaluate("one => one === document.activeElement")
    assert _field(page, "account.holder") == "ミホン"  # nothing else on the page was touched
    _is_well(page, "postcode")

    code.fill("９９９９９９９")
    expect(page.locator("[data-forms-looked]")).to_contain_text("999-9999 は見つかりません")
    assert _field(page, "address.town") == TOWER
    code.fill("498-0000")
    expect(page.locator("[name='a.address.pick']")).to_have_count(2)
    _is_well(page, "postcode-several")
    page.locator("[name='a.address.pick']").last.check()
    page.locator("button[value='look:address']").click()
    expect(page.locator("[name='a.address.town']")).to_have_value("三重県桑名郡木曽岬町")
    visitor.expects("status of 422")
    _next(page)
    expect(page.locator("[data-forms-faults]")).to_contain_text("口座")
    expect(page.locator("main")).not_to_contain_text(
        "ほかの画面で"
    )  # what was looked up is known to the page


def test_without_scripts_a_button_brings_the_town(visit: Visit, signed: str) -> None:
    page = visit("phone", java_script_enabled=False).opens(signed)
    _begins(page)
    page.locator("[name='a.address.postcode']").fill("105-00")
    page.locator("button[value='look:address']").click()
    expect(page.locator("[data-forms-looked]")).to_contain_text("いま 5 けた")

    page.locator("[name='a.address.postcode']").fill("〒１０５－００１１")
    page.locator("button[value='look:address']").click()

    expect(page.locator("[name='a.address.town']")).to_have_value(TOWER)


def test_an_account_and_a_drawn_signature_on_a_phone(visit: Visit, signed: str) -> None:
    visitor = visit("phone")
    page = visitor.opens(signed)
    _begins(page)
    page.locator("[name='a.address.town']").fill("見本町1番")
    _fills_in_the_account(page)
    _is_well(page, "account")
    _next(page)

    page.locator("[data-done]").click()
    expect(page.locator(".forms-signature [role=status]")).to_have_text("まだ何も書かれていません。")
    _draws(page)
    page.locator("[data-clear]").click()
    _draws(page)
    _is_well(page, "signing")
    with page.expect_navigation():
        page.locator("[data-done]").click()
    drawn = page.locator(".forms-signed img")
    expect(drawn).to_be_visible()
    picture = page.request.get(str(drawn.get_attribute("src"))).body()
    assert 0.005 < _dark_parts(picture) < 0.3
    _is_well(page, "signed")
    _next(page)

    expect(page.locator("main")).to_contain_text("佐賀　")
    expect(page.locator("main")).to_contain_text("1234567")
    expect(page.locator("main")).to_contain_text("署名しました")
    _is_well(page, "review")
    page.get_by_role("button", name="この内容で送る").click()
    expect(page.locator("main")).to_contain_text("申し込みを受け取りました")


def test_at_the_counter_a_photo_and_a_signature_are_taken_too(visit: Visit, signed: str) -> None:
    page = visit("desktop", login="baba").opens("/desk/counter/enter/")
    page.locator("[name=procedure]").select_option("signed_request")
    page.locator("[name=who][value=nobody]").check()
    page.locator("[name=purpose]").fill("運転免許証で本人を確認。申請の受付のため")
    page.get_by_role("button", name="申請書を始める").click()
    page.locator("[name='a.address.postcode']").press_sequentially("1050011")
    expect(page.locator("[name='a.address.town']")).to_have_value(TOWER)
    _fills_in_the_account(page)
    _next(page)

    with page.expect_navigation():
        page.locator("[name='a.proof']").set_input_files(_photo())
    expect(page.locator("main")).to_contain_text("家.jpg")
    _draws(page)
    with page.expect_navigation():
        page.locator("[data-done]").click()

    expect(page.locator(".forms-signed img")).to_be_visible()
    expect(page.locator("main")).to_contain_text("家.jpg")
    _is_well(page, "at-the-counter")
