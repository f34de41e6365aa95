"""Clerks at their desk: a case from the queue to its decision, many at once, and two who want the same."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import desk_cases, looking
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"counter-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_a_case_goes_from_the_queue_to_its_decision(visit: Visit, city: RunningCity, screen: str) -> None:
    (case,) = desk_cases.cases(city, first=96001 if screen == "phone" else 96002)
    page = visit(screen, login="baba").opens("/desk/counter/?order=newest")
    _is_well(page, f"queue-{screen}")

    page.get_by_role("link", name=case.number).click()
    expect(page.locator(".sg-main")).not_to_contain_text("見本")
    _is_well(page, f"purpose-{screen}")
    desk_cases.opens(page, case)
    expect(page.locator(".sg-main")).to_contain_text("見本　花子")
    expect(page.locator(".cd-answers").first).to_contain_text("本人が入力")
    _is_well(page, f"one-{screen}")

    page.get_by_role("button", name="担当になる").click()
    expect(page.locator("[role=status]")).to_contain_text("あなたの担当になりました")
    for box in page.locator("form[action$='/pass/'] [name=checks]").all():
        box.check()
    page.get_by_role("button", name="次へ進める").click()
    expect(page.locator("[role=status]")).to_contain_text("次の段階に進めました")

    page.get_by_role("link", name="決める", exact=True).click()
    _is_well(page, f"decide-{screen}")
    for box in page.locator("[name=checks]").all():
        box.check()
    page.locator("[name=decision][value=yes]").check()
    page.locator("[name=text_ja]").fill("窓口にお越しください。")
    page.get_by_role("button", name="本人が読む文を見る").click()
    expect(page.locator(".sg-card[role=status]")).to_contain_text("窓口にお越しください。")
    page.get_by_role("button", name="決める", exact=True).click()
    expect(page.locator("[role=status]").first).to_contain_text("認めました")
    _is_well(page, f"decided-{screen}")


def test_many_are_taken_at_once_and_the_list_keeps_what_is_ticked(visit: Visit, city: RunningCity) -> None:
    made = desk_cases.cases(city, first=96010, many=3)
    page = visit("desktop", login="baba").opens("/desk/counter/?order=newest&who=nobody")
    for one in made[:2]:
        page.get_by_label(f"{one.number} を選ぶ").check()

    page.get_by_role("button", name="いまの状態にする").click()

    expect(page.locator("#said")).to_have_text("いまの状態にしました。選んだ案件はそのままです。")
    expect(page.get_by_label(f"{made[0].number} を選ぶ")).to_be_checked()
    expect(page.get_by_label(f"{made[2].number} を選ぶ")).not_to_be_checked()
    page.get_by_role("button", name="次の段階へ進める").click()
    expect(page.locator("main")).to_contain_text("できた 0件・できなかった 2件")
    expect(page.locator("main")).to_contain_text("まだ確かめていない項目があります")
    _is_well(page, "report")
    page.get_by_role("link", name="一覧に戻る").click()
    for one in made[:2]:
        page.get_by_label(f"{one.number} を選ぶ").check()
    page.get_by_role("button", name="担当になる").click()
    expect(page.locator("main")).to_contain_text("できた 2件・できなかった 0件")


def test_two_clerks_want_the_same_case_and_the_second_is_told(visit: Visit, city: RunningCity) -> None:
    (case,) = desk_cases.cases(city, first=96020)
    first, second = visit("desktop", login="baba").page, visit("desktop", login="nagata")
    for page in (first, second.page):
        desk_cases.opens(page, case)
    second.page.get_by_text("本人の希望で取り下げる").click()
    second.page.locator("form[action$='/withdraw/'] [name=reason]").fill("電話で取り下げを聞いた")

    first.get_by_role("button", name="担当になる").click()
    expect(first.locator("[role=status]")).to_contain_text("あなたの担当になりました")
    second.expects("the server responded with a status of 409")
    second.page.get_by_role("button", name="取り下げる", exact=True).click()

    expect(second.page.locator("[role=alert]")).to_contain_text("馬場 直子：担当になった")
    expect(second.page.locator("form[action$='/withdraw/'] [name=reason]")).to_have_value(
        "電話で取り下げを聞いた"
    )
    _is_well(second.page, "overtaken")
    second.page.get_by_role("button", name="取り下げる", exact=True).click()
    expect(second.page.locator("[role=status]").first).to_contain_text("取り下げました")


def test_keys_walk_through_the_queue_and_can_be_switched_off(visit: Visit, city: RunningCity) -> None:
    desk_cases.cases(city, first=96030, many=2)
    page = visit("desktop", login="nagata").opens("/desk/counter/?order=newest")
    numbers = page.locator("a.cd-number")

    page.keyboard.press("j")
    expect(numbers.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(numbers.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("tbody [name=case]").nth(1)).to_be_checked()
    page.keyboard.press("k")
    expect(numbers.nth(0)).to_be_focused()

    page.get_by_text("キーボードでの操作").click()
    page.get_by_label("1文字のキーを使う").uncheck()
    numbers.nth(1).focus()
    page.keyboard.press("k")
    expect(numbers.nth(1)).to_be_focused()


def test_without_scripts_a_case_is_asked_about(visit: Visit, city: RunningCity) -> None:
    (case,) = desk_cases.cases(city, first=96040)
    page = visit("phone", login="baba", java_script_enabled=False).page
    desk_cases.opens(page, case)

    page.get_by_role("link", name="本人にたずねる").click()
    page.locator("select[name=text]").select_option("unreadable")
    page.get_by_role("button", name="この文例を使う").click()
    expect(page.locator("[name=text_en]")).to_have_value(
        "We could not read the document you sent. Please take the picture again in good light, with all four "
        "corners of the paper in it, and send it once more."
    )
    page.get_by_role("button", name="送る", exact=True).click()

    expect(page.locator("main")).to_contain_text("本人の返事を待っています")


@pytest.mark.parametrize("language", ["en"])
def test_the_desk_is_read_in_english(visit: Visit, city: RunningCity, language: str) -> None:
    (case,) = desk_cases.cases(city, first=96050)
    clerk = visit("phone", login="baba")
    clerk.context.add_cookies([{"name": "sagacity_language", "value": language, "url": city.address}])
    page = clerk.opens("/desk/counter/")
    expect(page.locator("h1")).to_have_text("Cases")
    _is_well(page, f"queue-{language}")
    page.goto(case.path)
    page.locator("[name=purpose]").fill(desk_cases.PURPOSE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("heading", name="Answers", exact=True)).to_be_visible()
    _is_well(page, f"one-{language}")
