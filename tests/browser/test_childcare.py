"""A parent with a phone: what is due, what was given, a sheet for the doctor, no network in the clinic."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from sagacity.kit import clock
from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.test_offline import _lose_the_network, _wait_until_kept

TODAY = clock.day(clock.now())
BORN = TODAY - timedelta(days=100)  # old enough for the first doses, too young for anything to be over


def _adds_a_child(page: Page, *, name: str = "もも") -> str:
    page.goto("/apps/childcare/children/add/")
    page.locator("[name=year]").select_option(str(BORN.year))
    page.locator("[name=month]").select_option(str(BORN.month))
    page.locator("[name=day]").select_option(str(BORN.day))
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="登録する").click()
    expect(page.locator("h1")).to_have_text(name)
    return page.url


def _is_fit_for_everybody(page: Page) -> None:
    assert looking.sticks_out(page) == []
    assert looking.violations(page) == []


def test_a_dose_is_recorded_by_touch_and_the_next_one_gets_its_day(visit: Visit) -> None:
    page = visit().opens("/apps/childcare/")
    page.get_by_role("link", name="子どもを登録する").tap()
    child = _adds_a_child(page)
    expect(page.locator("main")).to_contain_text("医師と相談してください")
    _is_fit_for_everybody(page)
    looking.keep_picture(page, "childcare-child-phone")

    step = page.locator("#hepb-1")
    step.locator("summary").first.tap()
    _is_fit_for_everybody(page)
    step.get_by_role("button", name="記録する", exact=True).tap()

    expect(page.locator("section[aria-labelledby=finished] #hepb-1")).to_contain_text("受けた")
    expect(page.locator("#hepb-2 .childcare-later__when")).to_contain_text("から")
    for where in ("past/", "change/", "print/", ""):
        page.goto(child + where)
        _is_fit_for_everybody(page)
        looking.keep_picture(page, f"childcare-{where.strip('/') or 'recorded'}-phone")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("予防接種・健診: もも")


@pytest.mark.parametrize("width", [320, 390])
def test_pages_fit_a_narrow_screen_in_every_language(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 700}).opens("/apps/childcare/")
    child = _adds_a_child(page)

    for language in ("ja-easy", "en", "vi"):
        page.context.add_cookies(
            [{"name": "django_language", "value": language, "url": page.url.split("/apps")[0]}]
        )
        for path in (child, "/apps/childcare/", "/apps/childcare/nurseries/", "/apps/childcare/spots/"):
            page.goto(path)
            assert looking.sticks_out(page) == [], (language, path)


def test_everything_works_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False).opens("/apps/childcare/")
    _adds_a_child(page)

    page.locator("#hepb-1 summary").first.tap()
    page.locator("#hepb-1").get_by_role("button", name="日はおぼえていない").tap()

    expect(page.locator("section[aria-labelledby=finished]")).to_contain_text("おぼえていない")


def test_the_sheet_is_one_page_of_a4(visit: Visit) -> None:
    page = visit().opens("/apps/childcare/")
    page.goto(_adds_a_child(page) + "print/")

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1


def test_without_a_network_days_are_read_and_a_record_waits(visit: Visit) -> None:
    visitor = visit(service_workers="allow")
    page = visitor.opens("/")
    child = _adds_a_child(page)
    page.goto(child)
    _wait_until_kept(page, "pages", child.split("/", 3)[3])
    page.goto("/")
    _wait_until_kept(page, "facts", "/apps/childcare/days.json")
    _lose_the_network(visitor)

    page.reload()
    expect(page.locator("main")).to_contain_text("予防接種・健診: もも")
    page.goto("/offline/")
    expect(page.locator("#offline-children")).to_contain_text("BCG（結核） 1回")
    looking.keep_picture(page, "childcare-offline-phone")
    page.goto(child)
    expect(page.locator(".sg-banner[data-offline]")).to_contain_text("電波がありません")
    page.locator("#hepb-1 summary").first.tap()
    page.locator("#hepb-1").get_by_role("button", name="記録する", exact=True).tap()
    expect(page.locator("#queue")).to_contain_text("B型肝炎 1回目を受けたと記録する")

    visitor.context.set_offline(False)
    page.goto("/")  # what waited goes out by itself
    recorded = page.locator("section[aria-labelledby=finished] #hepb-1")
    for _try in range(20):
        page.goto(child)
        if recorded.count():
            break
        page.wait_for_timeout(500)
    expect(recorded).to_contain_text("受けた")


def test_nurseries_are_chosen_by_touch_and_compared(visit: Visit) -> None:
    page = visit().opens("/apps/childcare/nurseries/?age=0")
    for number in range(3):
        page.locator(".childcare-nursery [name=one]").nth(number).check()

    page.locator(".childcare-compare").tap()

    expect(page.locator("thead th")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("記号の意味は公表されていません")
    _is_fit_for_everybody(page)
