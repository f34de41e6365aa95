"""A member of staff sets up the second step, comes in with it, loses the telephone, and takes it away."""

from datetime import UTC, datetime

import pyotp
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

LOGIN = "eguchi"


def _gives_password(visitor: Visitor) -> Page:
    page = visitor.opens("/staff/sign-in/?next=/staff/account/")
    page.locator("[name=login]").fill(LOGIN)
    page.locator("[name=password]").fill(visitor.city.passwords[LOGIN])
    page.get_by_role("button", name="サインイン", exact=True).click()
    return page


def _is_for_everybody(page: Page, name: str) -> None:
    looking.keep_picture(page, name)
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def test_a_clerk_sets_up_the_second_step_and_comes_in_with_it(visit: Visit) -> None:
    clerk = visit("phone")
    page = _gives_password(clerk)
    _is_for_everybody(page, "account-without-second-step")
    page.get_by_role("link", name="2段階目を設定する").click()
    _is_for_everybody(page, "second-step-enrol")
    secret = page.locator("figcaption code").inner_text().replace(" ", "")
    begun = int(datetime.now(UTC).timestamp()) // 30
    app = pyotp.TOTP(secret)

    page.locator("[name=code]").fill(app.generate_otp(begun))
    page.locator("[name=password]").fill(clerk.city.passwords[LOGIN])
    page.get_by_role("button", name="確かめて設定する").click()

    expect(page.locator("main ol code")).to_have_count(8)
    _is_for_everybody(page, "second-step-spare-codes")
    spare = page.locator("main ol code").all_inner_texts()

    other = visit("desktop")
    page = _gives_password(other)
    expect(page.get_by_role("heading", name="確認コード")).to_be_visible()
    _is_for_everybody(page, "second-step-code")
    page.locator("[name=code]").fill(spare[0])
    page.get_by_role("button", name="サインイン", exact=True).click()
    expect(page.get_by_text("残りは7個")).to_be_visible()
    _is_for_everybody(page, "account-with-second-step")

    page.get_by_text("2段階目を外す（").click()
    page.locator("[name=remove-code]").fill(spare[1])
    page.get_by_role("button", name="2段階目を外す").click()
    expect(page.get_by_role("link", name="2段階目を設定する")).to_be_visible()
