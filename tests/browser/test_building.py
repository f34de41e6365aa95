"""A clerk builds a procedure with a condition and a fee, a second person publishes it, residents complete it.

The case that runs keeps the version it began with, whatever is published meanwhile.
"""

import re

from playwright.sync_api import Page, expect

from sagacity.kit.testing import house
from tests.browser import desk_cases, looking, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

DESK = "/desk/builder/"
DOG_PARK = "/apps/apply/p/dog_park/"


def test_a_procedure_is_built_published_completed_and_changed(visit: Visit, city: RunningCity) -> None:
    clerk, approver = visit("desktop", login="yamaguchi"), visit("desktop", login="inoue")
    _builds(clerk)
    _publishes(clerk, approver, "ドッグランを開くため")
    page = clerk.opens(f"{DESK}procedures/dog_park/")
    assert page.get_by_text("いま使っている").is_visible()

    phone, officer = visit("phone"), visit("desktop", login="baba")
    residents.signs_in(phone.context, city, number="7420")
    case = _completes(phone)

    page = clerk.opens(f"{DESK}procedures/dog_park/")
    page.get_by_role("button", name="新しい版を書く").click()
    page.get_by_role("link", name=re.compile("直す ?体重")).click()
    page.get_by_label("日本語").first.fill("犬の重さ")
    page.get_by_role("button", name="保存する").click()
    _publishes(clerk, approver, "言い方を直すため")
    page = clerk.opens(f"{DESK}procedures/dog_park/")
    assert page.get_by_role("heading", name=re.compile("版2.*いま使っている")).is_visible()

    newcomer = visit("phone")
    residents.signs_in(newcomer.context, city, number="7421")
    assert _sees_the_condition(newcomer, "犬の重さ")
    page = phone.opens(case)
    expect(page.locator("main")).to_contain_text("体重")
    expect(page.locator("main")).not_to_contain_text("犬の重さ")
    number = page.locator("dl dd").first.inner_text().strip()
    _is_decided_with_its_own_version(officer.page, number)
    page = phone.opens(case)
    expect(page.locator("main")).to_contain_text("完了しました")
    expect(page.locator("main")).not_to_contain_text("犬の重さ")
    looking.keep_picture(page, "built-decided-phone")


def _builds(clerk: Visitor) -> None:
    page = clerk.opens(f"{DESK}new/")
    page.get_by_label("手続の名前").fill("ドッグランの利用")
    page.get_by_label("鍵（アドレスに使う英字）").fill("dog_park")
    page.get_by_role("button", name="書き始める").click()

    page.get_by_role("button", name="ブロックを足す").click()
    page.get_by_label("日本語").first.fill("犬のこと")
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("button", name="質問を足す").click()
    page.get_by_label("日本語").first.fill("大きさ")
    page.get_by_label("種類").select_option("choice")
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("link", name=re.compile("直す ?大きさ")).click()
    page.get_by_label("選択肢を足す").fill("小さい\n大きい")
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("button", name="質問を足す").click()
    page.get_by_label("日本語").first.fill("体重")
    page.get_by_label("種類").select_option("number")
    rule = page.get_by_role("group", name="きく条件")
    rule.get_by_label("条件1：質問").select_option(label="大きさ")
    rule.get_by_label("条件1：答え").fill("大きい")
    page.get_by_role("button", name="保存する").click()
    assert page.get_by_text("「大きさ」が「大きい」のとき").is_visible()

    page.get_by_role("button", name="手数料を決める").click()
    page.get_by_label("手数料の項目").select_option("residence_certificate")
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("button", name="段階を足す").click()
    page.get_by_label("担当課").select_option("市民生活課")
    page.get_by_label("決める", exact=True).check()
    page.get_by_role("button", name="保存する").click()
    assert page.get_by_text("公開できます").is_visible()

    page.get_by_role("link", name="ためす").click()
    page.get_by_role("button", name="見本の答えを入れる").click()
    assert page.get_by_text("申請できます", exact=True).is_visible()
    page.get_by_role("link", name="ドッグランの利用").click()


def _publishes(clerk: Visitor, approver: Visitor, reason: str) -> None:
    page = clerk.page
    page.get_by_role("link", name="公開する").click()
    page.get_by_label("理由").fill(reason)
    page.get_by_role("button", name="公開を提案する").click()
    page = approver.opens("/staff/proposals/")
    assert page.get_by_text("ドッグランの利用").first.is_visible()
    page.get_by_role("link", name="手続の新しい版を公開する").first.click()
    page.get_by_role("button", name="承認して、実行する").click()


def _sees_the_condition(visitor: Visitor, weight: str) -> Page:
    """Begin on a phone: the second question comes and goes with the answer to the first."""
    page = visitor.opens(DOG_PARK)
    page.get_by_role("button", name="始める").click()
    hanging = page.get_by_label(re.compile(weight))
    page.get_by_label("小さい").check()
    expect(hanging).to_be_hidden()
    page.get_by_label("大きい").check()
    expect(hanging).to_be_visible()
    hanging.fill("20")
    return page


def _completes(phone: Visitor) -> str:
    """From the page of the procedure to what was paid; the address of the case."""
    page = phone.opens(DOG_PARK)
    expect(page.locator("main")).to_contain_text("300円")
    page = _sees_the_condition(phone, "体重")
    looking.keep_picture(page, "built-condition-phone")
    assert looking.violations(page) == []
    with page.expect_navigation():
        page.locator("button.sg-button--lg[value=next]").click()
    expect(page.locator("main")).to_contain_text("300円")
    page.get_by_role("button", name="この内容で送る").click()
    expect(page.locator("main")).to_contain_text("申し込みを受け取りました")
    case = page.url
    page.get_by_role("link", name="300円を払う").click()
    page.get_by_role("button", name="クレジットカード").click()
    page.wait_for_url("http://127.0.0.1:*/pay/*")
    page.get_by_role("button", name="支払う").click()
    expect(page.locator("main")).to_contain_text("支払いが完了しました")
    return case


def _is_decided_with_its_own_version(page: Page, number: str) -> None:
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
    expect(page.locator("main")).to_contain_text("体重")
    expect(page.locator("main")).not_to_contain_text("犬の重さ")
    page.get_by_role("button", name="担当になる").click()
    page.get_by_role("link", name="決める", exact=True).click()
    page.locator("[name=decision][value=yes]").check()
    page.get_by_role("button", name="決める", exact=True).click()
    expect(page.locator("[role=status]").first).to_contain_text("認めました")
