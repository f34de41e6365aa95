"""Moving in with two children and a dog: answered on a phone, handed over, worked down at the counter."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from sagacity.kit import clock
from tests.browser import looking
from tests.browser.conftest import Visit

AGES = ("adult", "adult", "primary", "preschool")


def _is_well(page: Page, name: str) -> None:
    looking.keep_picture(page, f"guide-{name}")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.sg-button--lg[value=next]").click()


def _yesterday(page: Page) -> None:
    day = clock.day(clock.now()) - timedelta(days=1)
    for part in ("year", "month", "day"):
        page.locator(f"[name='a.moved_on.{part}']").fill(str(getattr(day, part)))


def _moves_in(page: Page, looks: bool = False) -> None:
    """The questions, as a family of four with a dog answers them; looking at pages takes scripts."""
    _yesterday(page)
    page.locator("[name='a.where'][value=japan]").check()
    if looks:
        _is_well(page, "move")
    _next(page)
    for place, age in enumerate(AGES):
        if place:
            with page.expect_navigation():
                page.locator("button[value='add:people']").click()
        page.locator(f"[name='a.people.{place}.age']").select_option(age)
    page.locator("[name='a.cards'][value=true]").check()
    page.locator("[name='a.foreign'][value=false]").check()
    if looks:
        _is_well(page, "people")
    _next(page)
    page.locator("[name='a.also'][value=dog]").check()
    if looks:
        _is_well(page, "also")
    _next(page)
    page.locator("[name='a.dogs']").fill("1")
    page.locator("[name='a.dog_tag'][value=true]").check()
    _next(page)


def test_a_family_answers_on_a_phone_and_the_clerk_works_down_the_same_list(visit: Visit) -> None:
    hanako, baba = visit("phone"), visit("desktop", login="baba")
    page = hanako.opens("/apps/guide/")
    _is_well(page, "home")
    page.locator("main a[href*='moving_in']").click()
    _moves_in(page, looks=True)

    main = page.locator("main")
    for words in ("転入届", "児童手当の申請", "小・中学校の転校", "約80分", "0円", "鑑札"):
        expect(main).to_contain_text(words)
    expect(page.locator("main a[href*='/apps/apply/p/child_allowance/']")).to_have_count(1)
    expect(page.locator("main a[href*='/apps/booking/?service=counter']")).to_have_count(1)
    _is_well(page, "result")

    page.locator("form[action*='hand-over'] button").click()
    code = page.locator(".forms-code").inner_text()
    _is_well(page, "hand-over")

    desk = baba.opens("/desk/guiding/")
    _is_well(desk, "desk-home")
    desk.locator("[name=code]").fill(code)
    desk.locator("[name=code]").press("Enter")
    expect(desk.locator("main")).to_contain_text("7のうち0が終わりました")
    for rule in ("moving_in_filing", "card_continuation"):
        desk.locator(f"#step-{rule} form button").click()
    expect(desk.locator("main")).to_contain_text("7のうち2が終わりました")
    _is_well(desk, "desk-list")

    desk.locator("select[name=language]").select_option("vi")
    desk.locator("form[action*='paper'] button").click()
    expect(desk.locator("main")).to_contain_text("Đã xong hôm nay")
    _is_well(desk, "desk-paper")


def test_without_scripts_the_questions_lead_on_too(visit: Visit) -> None:
    page = visit("phone", java_script_enabled=False).opens("/apps/guide/moving_in/b/move/")

    _moves_in(page)

    expect(page.locator("main")).to_contain_text("約80分")


def test_the_list_is_read_in_six_languages(visit: Visit) -> None:
    page = visit("phone").opens("/apps/guide/moving_in/b/move/")
    _moves_in(page)
    address = page.url

    for language in ("ja-easy", "en", "zh-hans", "ko", "vi"):
        page.context.add_cookies([{"name": "sagacity_language", "value": language, "url": address}])
        page.goto(address)
        _is_well(page, f"result-{language}")
