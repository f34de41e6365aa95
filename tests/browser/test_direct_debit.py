"""Direct debit on a phone: to the bank and back, refused and accepted; and the file through the desk."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

MAKES = "確かめて作る 市県民税"
LANGUAGES = ("ja-easy", "en", "zh-hans", "ko", "vi")


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"debit-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _comes(visitor: Visitor, city: RunningCity, number: str) -> Page:
    residents.signs_in(visitor.context, city, number=number)
    return visitor.opens("/apps/debit/")


def _applies(page: Page) -> None:
    """Four questions, then the bank's page."""
    page.locator("a[href='/apps/debit/new/']").click()
    page.locator("input[name=item]").first.check()
    page.locator("main form button").last.click()
    page.locator("#q").fill("佐賀銀行")
    page.locator("main form[role=search] button").click()
    page.locator("main .sg-list a").first.click()
    page.locator("#q").fill("ほんてん")
    page.locator("main form[role=search] button").click()
    page.locator("main .sg-list a").first.click()


def _types(page: Page) -> None:
    page.locator("[name=number]").fill("0123456")
    page.locator("[name=holder]").fill("みほん　はなこ")
    page.locator("[name=agree]").check()
    page.locator("main .sg-form button").click()
    page.wait_for_url("http://127.0.0.1:*/mandate/*")


def test_a_mandate_refused_by_the_bank_says_what_to_do_and_the_second_is_accepted(
    visit: Visit, city: RunningCity
) -> None:
    visitor = visit("phone")
    page = _comes(visitor, city, "93001")
    _is_well(page, "empty")
    _applies(page)
    page.locator("[name=number]").fill("12345")
    page.locator("[name=holder]").fill("見本 花子")
    page.locator("[name=agree]").check()
    visitor.expects("the server responded with a status of 422")
    page.locator("main .sg-form button").click()
    expect(page.locator("main")).to_contain_text("口座番号は7けたの数字です")
    expect(page.locator("main")).to_contain_text("銀行で使えない文字があります：見 本 花 子")
    _is_well(page, "wrong")
    _types(page)
    _is_well(page, "bank")
    page.get_by_text("うまくいかない場合を試す").click()
    page.locator("#mischief").select_option("name")
    page.get_by_role("button", name="申し込む").click()

    expect(page.locator("main")).to_contain_text("口座の名義が違うと、銀行が答えました")
    expect(page.locator("main")).to_contain_text("通帳の表紙にあるカナの名前のとおりに")
    _is_well(page, "refused")
    expect(visitor.opens("/").locator("main")).to_contain_text("口座振替：受け付けられませんでした")

    visitor.opens("/apps/debit/")
    page.locator("main .sg-list a").first.click()
    page.get_by_role("link", name="もう一度申し込む").click()
    page.locator("main .sg-list a").first.click()
    _is_well(page, "branches")
    page.locator("main .sg-list a").first.click()
    _types(page)
    page.get_by_role("button", name="申し込む").click()
    expect(page.locator("main")).to_contain_text("口座振替を受け付けました")
    _is_well(page, "accepted")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_fit_in_every_language(visit: Visit, city: RunningCity, language: str) -> None:
    visitor = visit("phone")
    page = _comes(visitor, city, f"9311{LANGUAGES.index(language)}")
    visitor.context.add_cookies([{"name": "sagacity_language", "value": language, "url": city.address}])
    visitor.opens("/apps/debit/new/")
    _is_well(page, f"items-{language}")
    visitor.opens("/apps/debit/")
    _applies(page)
    _is_well(page, f"account-{language}")
    _types(page)
    page.locator("button[value=agree]").click()
    page.wait_for_url("**/apps/debit/urn*/")
    _is_well(page, f"accepted-{language}")


def test_without_scripts_a_passbook_of_the_postal_bank_is_enough(visit: Visit, city: RunningCity) -> None:
    visitor = visit("phone", java_script_enabled=False)
    page = _comes(visitor, city, "93002")
    page.locator("a[href='/apps/debit/new/']").click()
    page.locator("input[name=item]").first.check()
    page.locator("main form button").last.click()
    page.locator("main .sg-list a", has_text="9900").click()
    page.locator("[name=symbol]").fill("17760")
    page.locator("[name=number]").fill("12345671")
    page.locator("[name=holder]").fill("ミホン　タロウ")
    page.locator("[name=agree]").check()
    page.locator("main .sg-form button").click()
    page.wait_for_url("http://127.0.0.1:*/mandate/*")
    page.locator("button[value=cancel]").click()

    expect(page.locator("main")).to_contain_text("銀行のページで手続きをやめました")


def test_the_bankers_file_goes_out_by_two_people_and_comes_back(visit: Visit) -> None:
    noda, ide = visit("desktop", login="noda"), visit("desktop", login="ide")
    page = noda.opens("/desk/debit/")
    _is_well(page, "desk")
    page.get_by_role("link", name=MAKES).first.click()
    _is_well(page, "desk-preview")
    page.get_by_role("button", name="下書きを作る").click()
    page.locator("[name=reason]").fill("初回")
    page.get_by_role("button", name="承認を求める").click()
    expect(page.locator("main")).to_contain_text("承認を待っています")
    run = urlsplit(page.url).path
    _is_well(page, "desk-run")

    ide.opens("/staff/proposals/")
    ide.page.locator("main a[href*='/staff/proposals/urn']").first.click()
    ide.page.locator("button[value=approve]").click()

    noda.opens(run)
    with page.expect_download() as download:
        page.get_by_role("button", name="銀行に送るファイルを保存").click()
    sent = download.value.path().read_bytes()
    assert len(sent) % 122 == 0
    assert sent[:3] == b"191"

    page.locator("[name=file]").set_input_files(
        files=FilePayload(name="sent.txt", mimeType="text/plain", buffer=sent)
    )
    noda.expects("the server responded with a status of 422")
    page.get_by_role("button", name="取り込む").click()
    expect(page.locator("main")).to_contain_text("何も記帳していません")
    expect(page.locator("main")).to_contain_text("振替済件数")
    _is_well(page, "desk-refused")

    noda.opens(run)
    night = page.get_by_role("link", name="デモの銀行").get_attribute("href")
    assert night is not None
    page.goto(night)
    page.locator("[name=file]").set_input_files(
        files=FilePayload(name="sent.txt", mimeType="text/plain", buffer=sent)
    )
    with page.expect_download() as results:
        page.locator("button").click()
    back = results.value.path().read_bytes()

    noda.opens(run)
    page.locator("[name=file]").set_input_files(
        files=FilePayload(name="back.txt", mimeType="text/plain", buffer=back)
    )
    page.get_by_role("button", name="取り込む").click()
    expect(page.locator("main")).to_contain_text("結果を記帳しました")
    expect(page.locator("main")).to_contain_text("1 資金不足")
    _is_well(page, "desk-results")
    noda.opens("/desk/debit/dunning/")
    expect(page.locator("main table")).to_contain_text("再振替")
    _is_well(page, "desk-dunning")


def test_an_account_opens_only_for_a_purpose(visit: Visit) -> None:
    noda = visit("desktop", login="noda")
    page = noda.opens("/desk/debit/mandates/")
    _is_well(page, "desk-mandates")
    page.locator("main table a").first.click()
    assert "口座番号を" not in page.locator("dl").first.inner_text()
    page.locator("[name=purpose]").fill("問い合わせへの回答")
    page.get_by_role("button", name="目的を記録して見る").click()

    expect(page.locator("main")).to_contain_text("見たことを記録しました")
    expect(page.locator("main")).to_contain_text("名義")
    _is_well(page, "desk-account")
