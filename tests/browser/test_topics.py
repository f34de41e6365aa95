"""Neighbourhood news on a phone: invited, written, approved, read, reported; every step for everybody."""

import re

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit


def is_for_everybody(page: Page, name: str) -> None:
    looking.keep_picture(page, f"topics-{name}-phone")
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []


def test_a_neighbour_is_invited_writes_and_is_read(visit: Visit) -> None:
    desk = visit("desktop", login="ishii").opens("/desk/topics/editors/invite/")
    desk.locator("[name=name]").fill("久保泉公民館 川上")
    desk.get_by_label("久保泉町").check()
    desk.get_by_label("近所のできごと").check()
    desk.get_by_role("button", name="招待を作る").click()
    code = re.search(r"(?:[A-Z2-9]{4}-){4}[A-Z2-9]{4}", desk.locator("main").inner_text())
    assert code is not None

    # The code is typed from paper, without scripts.
    editor = visit(java_script_enabled=False)
    page = editor.opens("/apps/topics/invited/")
    page.locator("#code").fill(code[0].lower())
    page.get_by_role("button", name="つぎへ").tap()
    page.get_by_role("button", name="この端末で始める").tap()
    expect(page.locator("main")).to_contain_text("話題を書けるようになりました")
    page.locator("main a", has_text="話題を書く").tap()
    page.locator("[name=title_ja]").fill("もちつき大会")
    page.locator("[name=body_ja]").fill("公民館の前でもちつきをします。")
    page.get_by_role("button", name="市に送る").tap()
    expect(page.locator("main")).to_contain_text("職員が読んでいます")

    clerk = visit("desktop", login="yoshida").opens("/desk/topics/")
    clerk.get_by_role("link", name=re.compile("もちつき大会")).first.click()
    clerk.get_by_role("button", name="公開する").click()
    expect(clerk.locator("main")).to_contain_text("公開しました")

    reader = visit().opens("/apps/topics/")
    is_for_everybody(reader, "list")
    reader.get_by_role("link", name=re.compile("もちつき大会")).first.tap()
    expect(reader.locator("h1")).to_have_text("もちつき大会")
    is_for_everybody(reader, "post")
    reader.get_by_role("link", name="これはちがう・だれかを傷つける").tap()
    reader.get_by_label("事実とちがう").check()
    is_for_everybody(reader, "report")
    reader.get_by_role("button", name="知らせる", exact=True).tap()
    expect(reader.locator("main")).to_contain_text("市の職員が確かめます")


def test_garbage_rings_at_the_chosen_time_and_leads_to_how(visit: Visit) -> None:
    page = visit().opens("/apps/garbage/areas/?q=城内")
    page.locator("main .garbage-row__button").first.tap()

    page.get_by_label("前の日の夜").select_option("19:00")
    page.get_by_role("button", name="この時間に知らせる").tap()

    expect(page.locator("main")).to_contain_text("時間をおぼえました。")
    assert page.get_by_role("link", name="受けとり方をえらぶ").get_attribute("href") == "/apps/notices/how/"
    is_for_everybody(page, "garbage-reminders")
