"""A procedure on a phone: found, prefilled, sent, paid; without scripts; elsewhere; in six languages."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import looking, phones, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.test_verifying import signs_up

LANGUAGES = ("ja-easy", "en", "zh-hans", "ko", "vi")
RESIDENCE = "/apps/apply/p/residence_certificate/"
LOST = "ERR_INTERNET_DISCONNECTED"


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"apply-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.sg-button--lg[value=next]").click()


def _writes(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"[name='a.{name.replace('__', '.')}']").fill(value)


def _fills_in_the_person(page: Page) -> None:
    _writes(page, name__family="見本", name__given="花子", phone="0952-11-2233")
    _writes(page, birth_date__year="1990", birth_date__month="1", birth_date__day="2")
    _writes(page, address__town="佐賀市栄町", address__rest="1番1号")
    _next(page)


def _fills_in_the_use(page: Page) -> None:
    page.locator("[name='a.purpose'][value=bank]").check()
    page.locator("[name='a.delivery'][value=inbox]").check()
    _writes(page, copies="1")
    _next(page)


@pytest.fixture
def mails(city: RunningCity) -> Path:
    return city.folder / "outside" / "mail"


def test_from_the_search_to_a_paid_application(visit: Visit, mails: Path) -> None:
    page = visit("phone").opens("/search/?q=じゅうみんひょう")
    page.locator("main a[href*='/apps/apply/p/residence_certificate/']").click()
    _is_well(page, "one")
    signs_up(page, mails, "apply@example.jp", wants=f"/me/verify/?need=3&next={RESIDENCE}")
    phones.lays_card_on(page, "card-1")
    page.get_by_role("link", name="手続きに戻る").click()
    page.get_by_role("button", name="始める").click()

    expect(page.locator("[name='a.name.family']")).to_have_value("見本")
    expect(page.locator("main")).to_contain_text("マイナンバーカードから入れました")
    expect(page.locator("main")).to_contain_text("住民登録から入れました")
    _is_well(page, "prefilled")
    _writes(page, phone="0952-11-2233")
    _next(page)
    expect(page.locator("main")).to_contain_text("さくら")
    page.locator("[name='a.members']").first.check()
    _is_well(page, "household")
    _next(page)
    # A question that hangs on an answer comes and goes at once.
    other = page.locator("[name='a.purpose_other']")
    expect(other).to_be_hidden()
    page.locator("[name='a.purpose'][value=other]").check()
    expect(other).to_be_visible()
    _fills_in_the_use(page)

    expect(page.locator("main")).to_contain_text("300円")
    _is_well(page, "review")
    page.get_by_role("button", name="この内容で送る").dblclick()
    expect(page.locator("main")).to_contain_text("申し込みを受け取りました")
    _is_well(page, "sent")
    page.get_by_role("link", name="300円を払う").click()
    page.get_by_role("button", name="クレジットカード").click()
    page.wait_for_url("http://127.0.0.1:*/pay/*")
    page.get_by_role("button", name="支払う").click()
    expect(page.locator("main")).to_contain_text("支払いが完了しました")

    page.goto("/apps/apply/mine/")
    assert page.locator("main a[href*='/apps/apply/cases/']").count() == 1
    page.locator("main a[href*='/apps/apply/cases/']").click()
    for _ in range(60):  # the worker brings the news of the money
        if not page.get_by_role("link", name="300円を払う").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("main")).not_to_contain_text("300円を払う")
    _is_well(page, "case")


def test_without_scripts_everything_is_done_too(visit: Visit, city: RunningCity) -> None:
    visitor = visit("phone", java_script_enabled=False)
    page = visitor.opens("/apps/apply/p/bulky_waste/")
    page.locator("form button[value='']").last.click()
    page.locator("button[value='add:things']").click()
    assert page.locator(".forms-row").count() == 2
    page.locator("button[value='drop:things:1']").click()
    assert page.locator(".forms-row").count() == 1
    page.locator("[name='a.things.0.item']").select_option("chest")
    _writes(page, things__0__longest_cm="120", count="1")
    _next(page)
    _writes(page, name__family="𠮷田", name__given="花子", phone="0952-11-2233")
    page.locator("[name='a.address.town']").fill("城内")
    page.locator("button[value='look:address']").click()
    page.locator("[name='a.address.pick']").first.check()
    page.locator("button[value='look:address']").click()
    expect(page.locator("[name='a.address.town']")).to_have_value(re.compile("佐賀市.+"))
    expect(page.locator("main")).to_contain_text("「𠮷」の字は、書いたとおりに受け取ります")


def test_a_photo_is_sent_with_its_progress_and_taken_away_again(visit: Visit) -> None:
    page = visit("phone").opens("/apps/apply/p/disaster_certificate/")
    page.locator("form button[value='']").last.click()
    address = page.url.split("/b/")[0]
    # Straight to the screen of documents: the way of somebody in a hurry.
    page.goto(f"{address}/b/papers/")
    out = BytesIO()
    Image.new("RGB", (800, 600), "green").save(out, "JPEG")
    house: FilePayload = {"name": "家.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    garden: FilePayload = {"name": "庭.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    with page.expect_navigation():
        page.locator("input[type=file]").first.set_input_files([house, garden])

    expect(page.locator("main")).to_contain_text("家.jpg")
    expect(page.locator("main")).to_contain_text("庭.jpg")
    _is_well(page, "papers")
    with page.expect_navigation():
        page.locator("button[value^='remove:']").first.click()
    expect(page.locator("main")).not_to_contain_text("家.jpg")


def test_a_file_that_is_not_taken_says_why(visit: Visit) -> None:
    visitor = visit("phone")
    visitor.expects("status of 422")
    page = visitor.opens("/apps/apply/p/disaster_certificate/")
    page.locator("form button[value='']").last.click()
    page.goto(f"{page.url.split('/b/')[0]}/b/papers/")
    bad: FilePayload = {"name": "申請.docx", "mimeType": "application/zip", "buffer": b"PK\x03\x04"}
    page.locator("input[type=file]").first.set_input_files(bad)

    expect(page.locator(".forms-uploading").first).to_contain_text("この形のファイルは受け取れません")


def test_when_the_network_is_lost_the_page_stays_and_says_what_to_do(visit: Visit) -> None:
    visitor = visit("phone")
    visitor.expects(LOST)
    visitor.expects("Failed to fetch")
    page = visitor.opens(RESIDENCE)
    page.locator("form button[value='']").last.click()
    _writes(page, name__family="見本", phone="0952-11-2233")
    visitor.context.set_offline(True)
    page.locator("button.sg-button--lg[value=next]").click()
    expect(page.locator("[data-forms-lost]")).to_contain_text("書いたものはこの画面に残っています")
    expect(page.locator("[name='a.phone']")).to_have_value("0952-11-2233")
    _is_well(page, "lost")

    visitor.context.set_offline(False)
    expect(page.locator("[data-forms-lost]")).to_contain_text("つながりました")
    visitor.expects("status of 422")
    _next(page)
    expect(page.locator("[name='a.phone']")).to_have_value("0952-11-2233")


def test_it_goes_on_on_another_device_by_its_code(visit: Visit) -> None:
    page = visit("phone").opens(RESIDENCE)
    page.locator("form button[value='']").last.click()
    _fills_in_the_person(page)
    with page.expect_navigation():
        page.locator("button[value=stop]").click()
    page.get_by_role("button", name="コードを出す").click()
    _is_well(page, "elsewhere")
    code = page.locator(".forms-code").inner_text()

    other = visit("desktop").opens("/apps/apply/resume/")
    other.locator("[name=code]").fill(code)
    other.get_by_role("button", name="ここで続ける").click()
    expect(other.locator("main")).to_contain_text("続きを始めます")
    _is_well(other, "resumed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_fit_in_every_language(visit: Visit, city: RunningCity, language: str) -> None:
    visitor = visit("phone")
    visitor.expects("status of 422")
    residents.signs_in(visitor.context, city, number=f"9301{LANGUAGES.index(language)}")
    visitor.context.add_cookies([{"name": "sagacity_language", "value": language, "url": city.address}])
    page = visitor.opens("/apps/apply/")
    _is_well(page, f"find-{language}")
    page = visitor.opens(RESIDENCE)
    _is_well(page, f"one-{language}")
    with page.expect_navigation():
        page.locator("form button[value='']").last.click()
    _next(page)  # nothing was written: what is wrong is said
    _is_well(page, f"faults-{language}")
    with page.expect_navigation():
        page.locator("button[value=stop]").click()
    _is_well(page, f"elsewhere-{language}")
    page = visitor.opens("/apps/apply/mine/")
    _is_well(page, f"mine-{language}")
