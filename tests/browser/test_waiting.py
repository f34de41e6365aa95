"""A number on a phone, a clerk who calls it, a screen in the hall: phone and screen say the same."""

from playwright.sync_api import expect

from tests.browser import looking
from tests.browser.conftest import Visit


def test_phone_clerk_and_screen_agree(visit: Visit) -> None:
    clerk = visit("desktop", login="yobi").opens("/desk/calling/")
    clerk.locator("[name=label]").fill("3番")
    clerk.get_by_label("引越し・住所の届出").check()
    clerk.get_by_role("button", name="開く", exact=True).click()
    expect(clerk.locator("h1")).to_contain_text("3番の窓口")

    screen = visit("desktop").opens("/apps/waiting/screen/city_hall/")
    phone = visit("phone").opens("/apps/waiting/")
    phone.get_by_role("button", name="番号を取る：引越し・住所の届出").tap()
    number = phone.locator(".waiting-number").inner_text()
    expect(screen.locator("[data-line=moving] [data-people]")).to_have_text("1")
    expect(phone.locator("[data-before]")).to_have_text("0")
    looking.keep_picture(phone, "waiting-phone")

    expect(clerk.locator("#lines tbody th")).to_have_text(number)
    for page in (clerk, phone, screen):
        assert looking.violations(page) == []

    clerk.get_by_role("button", name="次の人を呼ぶ").click()

    said = f"{number}番の方、3番の窓口へどうぞ。"
    expect(clerk.locator(".calling-number")).to_have_text(number)
    expect(screen.locator(".waiting-call")).to_have_text(said)
    expect(phone.locator("[role=status]").last).to_contain_text(said)
    expect(screen.locator("[data-line=moving] [data-people]")).to_have_text("0")
    looking.keep_picture(screen, "waiting-screen")
    looking.keep_picture(clerk, "calling-desk")
    for page in (clerk, phone, screen):
        assert looking.violations(page) == []

    clerk.get_by_role("button", name="始める").click()
    clerk.get_by_role("button", name="終わる").click()
    expect(screen.locator(".waiting-call")).to_have_count(0)
    clerk.get_by_role("button", name="窓口を閉じる").click()
    expect(clerk.locator("h1")).to_contain_text("窓口の呼び出し")
