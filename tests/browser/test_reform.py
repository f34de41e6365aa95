"""A visitor taps twice when they are done; the reform office looks at flows and writes a change down."""

from datetime import timedelta

from playwright.sync_api import expect

from sagacity.kit import clock
from tests.browser import looking
from tests.browser.conftest import Visit


def test_two_taps_at_the_end_of_a_visit_on_phone_and_tablet(visit: Visit) -> None:
    clerk = visit("desktop", login="yobi").opens("/desk/calling/")
    clerk.locator("[name=label]").fill("9番")
    clerk.get_by_label("証明書").first.check()
    clerk.get_by_role("button", name="開く", exact=True).click()
    tablet = visit("desktop").opens(
        str(clerk.get_by_role("link", name="窓口のタブレットに出す質問").get_attribute("href"))
    )
    expect(tablet.locator("#tablet")).to_contain_text("窓口が終わると")
    phone = visit("phone").opens("/apps/waiting/")
    phone.get_by_role("button", name="番号を取る：証明書").first.tap()
    number = phone.locator(".waiting-number").inner_text()

    clerk.get_by_role("button", name="次の人を呼ぶ").click()
    clerk.get_by_role("button", name="始める").click()
    clerk.get_by_role("button", name="終わる").click()

    expect(tablet.locator("#tablet .waiting-number")).to_have_text(number)
    looking.keep_picture(tablet, "waiting-tablet")
    assert looking.violations(tablet) == []
    expect(phone.locator("#opinion h2")).to_have_text("今日の窓口はどうでしたか")
    looking.keep_picture(phone, "waiting-opinion")
    assert looking.violations(phone) == []
    phone.get_by_role("button", name="よかった", exact=True).tap()
    expect(phone.locator("#opinion h2")).to_have_text("どうすれば、来なくて済みましたか")
    looking.keep_picture(phone, "waiting-opinion-wish")
    assert looking.sticks_out(phone) == []
    phone.get_by_role("button", name="スマートフォンで手続ができれば").tap()
    expect(phone.locator("#opinion")).to_have_count(0)
    tablet.reload()
    expect(tablet.locator("#tablet")).to_contain_text("ありがとうございました")
    looking.keep_picture(tablet, "waiting-tablet-thanks")
    clerk.get_by_role("button", name="窓口を閉じる").click()


def test_the_reform_office_sees_where_people_waited_and_compares_a_change(visit: Visit) -> None:
    officer = visit("desktop", login="kawasaki").opens("/desk/reform/")
    expect(officer.locator("svg.reform-flow")).to_be_visible()
    expect(officer.locator("#table-stops")).to_have_text("どこで待ったか")
    looking.keep_picture(officer, "reform-flow")
    officer.emulate_media(media="print")
    looking.keep_picture(officer, "reform-flow-print")
    officer.emulate_media(media="screen")

    with officer.expect_download() as got:
        officer.get_by_role("link", name="どこで待ったか（Excel）").click()
    assert got.value.suggested_filename == "stops.xlsx"

    officer.get_by_role("link", name="混む時間").click()
    expect(officer.locator(".reform-heat").first).to_be_visible()
    looking.keep_picture(officer, "reform-demand")

    officer.get_by_role("link", name="変更の前と後").click()
    officer.locator("[name=day]").fill((clock.day(clock.now()) - timedelta(days=7)).isoformat())
    officer.locator("[name=sentence]").fill("証明書の窓口を2つから3つに増やした")
    officer.get_by_role("button", name="書く", exact=True).click()
    expect(officer.locator("h1")).to_have_text("証明書の窓口を2つから3つに増やした")
    looking.keep_picture(officer, "reform-change")
    assert looking.violations(officer) == []
    officer.get_by_role("button", name="まちがって書いたので取り消す").click()
    expect(officer.locator("main")).to_contain_text("変更を取り消しました")
