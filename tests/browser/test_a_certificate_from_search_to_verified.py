"""A residence certificate on a phone, whole: found, paid, decided, in the inbox, and verified."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from sagacity.kit.testing import house
from tests.browser import desk_cases, looking, phones
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.test_verifying import signs_up

PAGE = "/apps/apply/p/residence_certificate/"
ABOUT = "main a[href*='/apps/apply/p/residence_certificate/']"
PDF = "application/pdf"


@pytest.fixture
def mails(city: RunningCity) -> Path:
    return city.folder / "outside" / "mail"


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.sg-button--lg[value=next]").click()


def _applies(page: Page, mails: Path) -> str:
    """From the search to a paid application; the address of its page."""
    page.locator(ABOUT).first.click()
    signs_up(page, mails, "whole@example.jp", wants=f"/me/verify/?need=3&next={PAGE}")
    phones.lays_card_on(page, "card-1")
    page.get_by_role("link", name="手続きに戻る").click()
    page.get_by_role("button", name="始める").click()
    expect(page.locator("[name='a.name.family']")).to_have_value("見本")
    expect(page.locator("main")).to_contain_text("マイナンバーカードから入れました")
    page.locator("[name='a.phone']").fill("0952-11-2233")
    _next(page)
    page.locator("[name='a.members']").first.check()
    _next(page)
    page.locator("[name='a.purpose'][value=bank]").check()
    page.locator("[name='a.delivery'][value=inbox]").check()
    page.locator("[name='a.copies']").fill("1")
    _next(page)
    page.get_by_role("button", name="この内容で送る").click()
    expect(page.locator("main")).to_contain_text("申し込みを受け取りました")
    address = page.url
    page.get_by_role("link", name="300円を払う").click()
    page.get_by_role("button", name="クレジットカード").click()
    page.wait_for_url("http://127.0.0.1:*/pay/*")
    page.get_by_role("button", name="支払う").click()
    expect(page.locator("main")).to_contain_text("支払いが完了しました")
    return address


def _decides(page: Page, number: str) -> None:
    """The clerk finds the case by its number, looks, and says yes."""
    page.goto("/desk/counter/")

    def is_there() -> bool:
        page.locator("#q").fill(number)
        page.get_by_role("button", name="さがす").click()
        return "担当が決まっていない" in page.locator("#queue").inner_text()

    house.wait_until(is_there, what="a paid case in the queue")
    page.get_by_role("link", name=number).click()
    if page.locator("form[action$='/open/']").count():
        page.locator("[name=purpose]").fill(desk_cases.PURPOSE)
        page.get_by_role("button", name="開く", exact=True).click()
    expect(page.locator(".cd-answers").first).to_contain_text("マイナンバーカード")
    page.get_by_role("button", name="担当になる").click()
    page.get_by_role("link", name="決める", exact=True).click()
    for box in page.locator("[name=checks]").all():
        box.check()
    page.locator("[name=decision][value=yes]").check()
    page.get_by_role("button", name="決める", exact=True).click()
    expect(page.locator("[role=status]").first).to_contain_text("認めました")


def _verifies(page: Page, pdf: bytes) -> str:
    """What the public page says of a file."""
    page.goto("/verify/")
    page.locator("#file").set_input_files(FilePayload(name="paper.pdf", mimeType=PDF, buffer=pdf))
    page.get_by_role("button", name="ファイルを確かめる").click()
    return page.locator("main").inner_text()


def test_a_certificate_goes_from_search_to_verified(visit: Visit, mails: Path) -> None:
    phone, clerk, bank = visit("phone"), visit("desktop", login="baba"), visit("phone")
    page = phone.opens("/search/?q=じゅうみんひょう")

    address = _applies(page, mails)
    page.goto(address)
    number = page.locator("dl dd").first.inner_text().strip()
    _decides(clerk.page, number)

    def is_made() -> bool:
        page.goto(address)
        return page.get_by_role("heading", name="できあがった書類").count() > 0

    house.wait_until(is_made, what="the certificate")
    looking.keep_picture(page, "certificate-made-phone")
    assert looking.violations(page) == []
    link = page.locator("section[aria-labelledby=documents] a").first.get_attribute("href")
    assert link is not None
    pdf = phone.context.request.get(link).body()
    assert pdf.startswith(b"%PDF")
    page.goto("/apps/notices/")
    expect(page.locator("main")).to_contain_text("住民票の写し")

    assert "有効です" in _verifies(bank.page, pdf)
    looking.keep_picture(bank.page, "certificate-valid-phone")
    changed = pdf.replace(b"/Producer", b"/Produces", 1)
    changed = changed if changed != pdf else pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:]
    bank.expects("the server responded with a status of")
    assert "有効です" not in _verifies(bank.page, changed)
    looking.keep_picture(bank.page, "certificate-changed-phone")
