"""A messy spreadsheet becomes open data, by two people at their desks."""

from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser import keyboard, looking, messy
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor


def _hand_in(page: Page, file: Path) -> None:
    """Upload by the form of the desk, without a mouse."""
    page.locator("[name=tables]").set_input_files(file)
    keyboard.tab_to(page.locator("[name=kind]"))
    page.locator("[name=kind]").select_option("aed")
    keyboard.press(page.locator(".sg-form button"))


def test_a_messy_file_reaches_residents_when_a_second_person_approves(visit: Visit, tmp_path: Path) -> None:
    koga, nakamura, hanako = visit("desktop", login="koga"), visit("desktop", login="nakamura"), visit()
    koga.opens("/desk/data/upload/")

    _hand_in(koga.page, messy.write(tmp_path / "aed.csv"))

    report = koga.page.locator(".sg-main")
    expect(report).to_contain_text("全 6行", timeout=60_000)
    expect(report).to_contain_text("cp932", ignore_case=True)
    expect(report).to_contain_text("取り込める 2件 / 確認 3件 / 取り込めない 1件")
    address = koga.page.url.split("?")[0]
    expect(_tab(koga, address, "repaired")).to_contain_text("「412015」")
    expect(_tab(koga, address, "refused")).to_contain_text("6行目")
    expect(_tab(koga, address, "to_confirm")).to_contain_text("4行目")
    keyboard.press(koga.page.get_by_role("button", name="2件を提出する"))
    expect(report).to_contain_text("承認者が確かめるのを待っています")

    nakamura.opens("/desk/data/")
    keyboard.press(nakamura.page.locator(f"a[href='{urlsplit(address).path}']").first)
    keyboard.press(nakamura.page.get_by_role("button", name="承認して公開する"))
    expect(nakamura.page.locator(".sg-main")).to_contain_text("この取り込みを元に戻す", timeout=60_000)

    found = hanako.opens("/apps/places/?" + urlencode({"q": messy.WIDE_DIGITS}))
    expect(found.locator(".sg-main")).to_contain_text(messy.WIDE_DIGITS)
    assert messy.SWAPPED not in found.locator(".sg-main").inner_text()


def _tab(clerk: Visitor, address: str, tab: str) -> Locator:
    clerk.opens(f"{address}?tab={tab}")
    looking.keep_picture(clerk.page, f"report-{tab}-desktop")
    assert looking.violations(clerk.page) == []
    return clerk.page.locator(".sg-main")


def test_a_file_that_is_no_table_is_refused_in_words_a_clerk_understands(
    visit: Visit, tmp_path: Path
) -> None:
    picture = tmp_path / "aed.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    koga = visit("desktop", login="koga")
    koga.opens("/desk/data/upload/")

    _hand_in(koga.page, picture)

    banner = koga.page.locator(".sg-banner").first
    expect(banner).to_be_visible(timeout=60_000)
    looking.keep_picture(koga.page, "report-unreadable-desktop")
    assert "Traceback" not in koga.page.content()
    assert looking.violations(koga.page) == []


def test_an_upload_without_a_file_says_what_is_missing(visit: Visit) -> None:
    koga = visit("phone", login="koga")
    koga.expects("the server responded with a status of 422")
    koga.opens("/desk/data/upload/")

    koga.page.locator("[name=tables]").evaluate("field => { field.required = false }")
    koga.page.locator(".sg-form button").click()

    expect(koga.page.locator(".sg-field__error").first).to_contain_text("ファイルが選ばれていません")
    looking.keep_picture(koga.page, "desk-upload-empty-phone")
    assert looking.violations(koga.page) == []
