"""Moving in at the write-less counter: a phone, one sheet, one signature on a tablet, eight cases."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from sagacity.kit import clock
from tests.browser import looking, sheets
from tests.browser.conftest import Visit

TABLET = {"width": 1024, "height": 768}
ALSO = ("nhi", "nursery", "seal", "dog")


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"onestop-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.sg-button--lg[value=next]").click()


def _answers_at_home(page: Page) -> str:
    """The guide's questions on a telephone; says the code for the counter."""
    page.locator("main a[href*='moving_in']").click()
    day = clock.day(clock.now()) - timedelta(days=3)
    for part in ("year", "month", "day"):
        page.locator(f"[name='a.moved_on.{part}']").fill(str(getattr(day, part)))
    page.locator("[name='a.where'][value=japan]").check()
    _next(page)
    page.locator("[name='a.people.0.age']").select_option("adult")
    with page.expect_navigation():
        page.locator("button[value='add:people']").click()
    page.locator("[name='a.people.1.age']").select_option("infant")
    page.locator("[name='a.cards'][value=true]").check()
    page.locator("[name='a.foreign'][value=false]").check()
    _next(page)
    for one in ALSO:
        page.locator(f"[name='a.also'][value={one}]").check()
    _next(page)
    page.locator("[name='a.dogs']").fill("1")
    page.locator("[name='a.dog_tag'][value=true]").check()
    _next(page)
    expect(page.locator("main")).to_contain_text("持っていくもの")
    return page.locator("main a[href*='/apps/booking/']").inner_text()


def _books_one_time(page: Page, minutes: str) -> None:
    """One appointment for everything: its length is the sum of the list."""
    page.locator("main a[href*='/apps/booking/']").click()
    expect(page.locator("main select[name=minutes]")).to_have_value(minutes)
    looking.keep_picture(page, "onestop-booking")
    page.go_back()


def _code(page: Page) -> str:
    page.locator("form[action*='hand-over'] button").click()
    return page.locator(".forms-code").inner_text()


def _begins(page: Page, code: str) -> None:
    page.locator("[name=code]").fill(code)
    page.locator("[name=code]").press("Enter")
    page.locator("[name=who][value=new]").check()
    page.locator("[name=purpose]").fill("運転免許証で本人を確認。転入の受付のため")
    page.locator("[name=wanted][value=after_school_club]").check()
    _is_well(page, "begin")
    page.locator(".sg-form button").last.click()
    expect(page.locator("#state")).to_contain_text("手続 8件")


def _joins(desk: Page, tablet: Page) -> None:
    desk.locator("form[action$='/pair/'] button").click()
    code = desk.locator(".onestop-code").inner_text()
    _is_well(desk, "pair")
    tablet.goto("/visit/")
    _is_well(tablet, "tablet-code")
    tablet.locator("[name=code]").fill(code.lower())
    tablet.locator(".sg-form button").click()
    expect(tablet.locator("h1")).to_have_text("窓口で聞いたこと")
    desk.locator("main a[href*='/desk/onestop/urn']").last.click()
    expect(desk.locator("#state")).to_contain_text("つながっています")


def _signs(tablet: Page) -> None:
    tablet.locator("a[href$='/visit/screen/sign/']").click()
    canvas = tablet.locator(".forms-signature canvas")
    canvas.scroll_into_view_if_needed()
    frame = canvas.bounding_box()
    assert frame is not None
    tablet.mouse.move(frame["x"] + 30, frame["y"] + 30)
    tablet.mouse.down()
    for step in range(1, 9):
        tablet.mouse.move(frame["x"] + 30 + 40 * step, frame["y"] + (120 if step % 2 else 30), steps=4)
    tablet.mouse.up()
    _is_well(tablet, "tablet-sign")
    tablet.locator("[data-done]").click()
    expect(tablet.locator("h1")).to_have_text("署名を受け取りました")


def test_a_family_moves_in_with_eight_procedures_and_one_signature(visit: Visit) -> None:
    hanako, baba, table = (
        visit("phone"),
        visit("desktop", login="baba"),
        visit("desktop", viewport=TABLET, has_touch=True),
    )
    phone, desk, tablet = hanako.opens("/apps/guide/"), baba.opens("/desk/onestop/"), table.page
    booking = _answers_at_home(phone)
    minutes = re.search(r"\d+", booking)
    assert minutes
    _books_one_time(phone, minutes[0])
    code = _code(phone)

    _is_well(desk, "home")
    _begins(desk, code)
    _joins(desk, tablet)

    typed = sheets.fills(desk, only="section:nth-of-type(1)")
    expect(tablet.locator("#visit")).to_contain_text("見本　花子")  # live: nobody pressed anything
    sheets.keeps(desk)
    expect(desk.locator("[name='a.moving_in_notice__people.0.person.family']")).to_have_value("見本")
    sheets.writes_the_family(desk)
    sheets.keeps(desk)
    expect(desk.locator("[name='a.once__child_name.given']")).to_have_value("一郎")
    expect(desk.locator("[name='a.child_allowance__children.0.name.given']")).to_have_value("一郎")
    sheets.writes_the_children(desk)
    for _turn in range(3):
        typed += sheets.fills(desk)
        sheets.keeps(desk)
    assert len(typed) == len(set(typed))  # nothing was typed twice
    _is_well(desk, "sheet")
    expect(desk.locator("#state")).to_contain_text("そろいました")
    expect(desk.locator("#state")).to_contain_text("件は1回ですみました")

    expect(tablet.locator("#visit")).to_contain_text("これでよいので、署名する")
    _is_well(tablet, "tablet-read")
    tablet.locator("a[href$='/visit/screen/0/']").click()
    tablet.locator("[name='a.once__profile_phone']").fill("0952-24-3152")
    _is_well(tablet, "tablet-correct")
    tablet.locator("form[data-forms] button[value=next]").last.click()
    expect(desk.locator("[name='a.once__profile_phone']")).to_have_value("0952-24-3152")

    _signs(tablet)
    expect(desk.locator("#state")).to_contain_text("画面で署名した")
    _is_well(desk, "signed")
    paper = desk.locator("#state a[href$='/paper/']")
    expect(paper).to_have_count(0)  # signed on the screen: no paper is wanted
    desk.locator("form[action$='/finish/'] button").click()

    expect(desk.locator("main")).to_contain_text("窓口でしたこと、これからすること")
    expect(desk.locator(".visits-number")).to_have_count(8)
    _is_well(desk, "list")
    expect(tablet.locator("h1")).to_have_text("受け付けました")
    _is_well(tablet, "tablet-over")
    desk.locator("select[name=language]").select_option("vi")
    with desk.expect_navigation():
        desk.locator("form.sg-no-print button").first.click()
    _is_well(desk, "list-vi")
