"""A member of staff makes a passkey at the desk, comes in with it alone, and completes a password with it."""

import re

from playwright.sync_api import CDPSession, Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

LOGIN = "eguchi"
TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _with_fingerprint(visitor: Visitor) -> CDPSession:
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})
    return session


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


def test_a_clerk_makes_a_passkey_and_comes_in_with_it_alone_or_after_the_password(visit: Visit) -> None:
    clerk = visit("phone")
    _with_fingerprint(clerk)
    page = _gives_password(clerk)
    page.get_by_label("パスキーを置く物のよび名").fill("公用スマホ")
    page.get_by_role("button", name="パスキーを加える").click()

    expect(page.locator("main")).to_contain_text("パスキーを加えました")
    expect(page.locator("main .sg-list").first).to_contain_text("公用スマホ")
    _is_for_everybody(page, "staff-passkey-there-phone")
    page.get_by_role("button", name="予備コードを作る").click()
    expect(page.locator("main ol code")).to_have_count(8)

    page.get_by_role("button", name="サインアウト", exact=True).first.click()
    page = clerk.opens("/staff/sign-in/?next=/staff/account/")
    _is_for_everybody(page, "staff-sign-in-passkey-phone")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page).to_have_url(re.compile("/staff/account/"))

    page.get_by_role("button", name="サインアウト", exact=True).first.click()
    page = _gives_password(clerk)
    expect(page.get_by_role("heading", name="確認コード")).to_be_visible()
    _is_for_everybody(page, "staff-code-passkey-phone")
    page.get_by_role("button", name="パスキーで確かめる").click()
    expect(page).to_have_url(re.compile("/staff/account/"))

    page.get_by_text("公用スマホの名前を変える・外す").click()
    page.get_by_role("button", name="外す", exact=True).click()
    expect(page.locator("main")).to_contain_text("もうこのパスキーではサインインできません")
