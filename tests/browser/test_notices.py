"""A notice from the desk to a phone: written with the keyboard, read with a thumb, also without scripts."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser import keyboard, looking
from tests.browser.conftest import Visit

TOWN = "城内一丁目"


def _write(page: Page, title: str) -> None:
    """Fill in the editor of a notice to one town, without a mouse."""
    keyboard.write(page.locator("[name=title_ja]"), title)
    keyboard.write(page.locator("[name=body_ja]"), "9月20日まで、小学校の前の道を通れません。")
    towns: Any = page.locator("details:has([name=districts])")
    for summary in (towns.first, page.locator(f".dn-group:has(span:text-is('{TOWN}'))")):
        summary.locator("> summary").focus()
        page.keyboard.press("Enter")
    page.get_by_label(TOWN, exact=True).check()
    page.locator("[name=loudness][value=popup]").check()


def _press(button: Locator) -> None:
    """By the keyboard, but not past the hundred towns of a district by Tab."""
    button.focus()
    button.page.keyboard.press("Enter")


def test_a_notice_written_at_the_desk_pops_up_on_the_phone_it_is_for(visit: Visit) -> None:
    hanako, yoshida = visit(), visit("desktop", login="yoshida")
    hanako.opens("/district/?q=城内").locator("main .shell-town").first.tap()
    desk = yoshida.opens("/desk/notices/new/")
    _write(desk, "通学路の工事")
    _press(desk.locator("[name=press][value=reach]"))
    expect(desk.locator("#reach .sg-figure__value")).not_to_have_text("0")
    _press(desk.locator("[name=press][value=preview]"))
    expect(desk.locator("#looks")).to_contain_text("ポップアップ")
    looking.keep_picture(desk, "notice-editor-filled-desktop")
    assert looking.violations(desk) == []

    _press(desk.locator(".dn-save [value=save]"))
    expect(desk.locator("h1")).to_have_text("通学路の工事")
    _press(desk.get_by_role("button", name="いま送る"))
    expect(desk.locator("#figures")).to_contain_text("配り終わりました", timeout=60_000)
    looking.keep_picture(desk, "notice-sent-desktop")
    assert looking.violations(desk) == []

    home = hanako.opens("/")
    expect(home.locator("main")).to_contain_text("通学路の工事")
    inbox = hanako.opens("/apps/notices/")
    expect(inbox.locator("main")).to_contain_text("まだ読んでいません")
    looking.keep_picture(inbox, "notice-inbox-phone")
    assert looking.violations(inbox) == []
    assert looking.sticks_out(inbox) == []
    inbox.locator("main .sg-list a").first.tap()
    expect(inbox.locator("main")).to_contain_text(f"えらんだ町: {TOWN}")
    assert looking.violations(inbox) == []
    assert looking.sticks_out(inbox) == []


def test_the_editor_fits_a_phone_and_answers_without_scripts(visit: Visit) -> None:
    yoshida = visit("phone", login="yoshida", java_script_enabled=False)
    page = yoshida.opens("/desk/notices/new/")
    page.locator("[name=title_ja]").fill("工事")
    page.locator("[name=body_ja]").fill("避難所の開設状況を確認しないわけにはいかない。")

    page.locator("[name=press][value=check]").first.tap()

    expect(page.locator("#easy-ja")).to_contain_text("このままでも保存できます")
    expect(page.locator("[name=title_ja]")).to_have_value("工事")
    assert urlsplit(page.url).path == "/desk/notices/new/"


def test_the_editor_and_the_page_of_ways_have_no_barriers_on_a_phone(visit: Visit) -> None:
    editor = visit("phone", login="yoshida").opens("/desk/notices/new/")
    ways = visit().opens("/apps/notices/how/")

    for page, name in ((editor, "notice-editor-phone"), (ways, "notice-ways-phone")):
        looking.keep_picture(page, name)
        assert looking.violations(page) == []
        assert looking.sticks_out(page) == []


def test_a_topic_is_followed_with_one_touch_and_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False).opens("/apps/notices/how/")
    topic = page.locator(".notices-topic").first

    topic.locator("button").tap()

    expect(topic.locator("button")).to_have_attribute("aria-pressed", "true")
