"""A resident's account: a passkey without a password, six digits by mail, two devices that show the same."""

import email
import re
import time
from email import policy as mail_policy
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import looking, phones
from tests.browser.city import PATIENCE
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor


def _cookies(visitor: Visitor) -> set[str]:
    return {str(cookie.get("name")) for cookie in visitor.context.cookies()}


def _digits_sent_to(folder: Path, address: str, *, letter: int) -> str:
    """The six digits of the first, second, … letter to an address, once the worker has sent it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        letters = [
            email.message_from_bytes(path.read_bytes(), policy=mail_policy.default)
            for path in sorted((folder / "outside" / "mail").glob("*.eml"))
        ]
        subjects = [str(one["Subject"]) for one in letters if one["To"] == address]
        if len(subjects) >= letter:
            return subjects[letter - 1][-6:]
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address}")


def _is_good(page: Page, name: str) -> None:
    looking.keep_picture(page, name)
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def test_a_passkey_begins_an_account_and_opens_it_again_without_a_password(visit: Visit) -> None:
    hanako = visit()
    phones.with_fingerprint(hanako)
    page = hanako.opens("/me/")
    expect(page).to_have_url(re.compile("/me/sign-in/"))
    _is_good(page, "account-sign-in-phone")

    page.get_by_role("button", name="パスキーではじめる").tap()

    expect(page.locator("h1")).to_have_text("わたしのアカウント")
    expect(page.locator("main")).to_contain_text("だれかを確かめていません")
    _is_good(page, "account-phone")
    assert "sagacity_resident" in _cookies(hanako)
    assert "sagacity_staff" not in _cookies(hanako)

    page.get_by_role("button", name="この端末でサインアウト").tap()
    expect(page.locator("main")).to_contain_text("サインアウトしました")
    assert not _cookies(hanako) & {"sagacity_resident", "sagacity_device"}

    page = hanako.opens("/me/sign-in/")
    page.get_by_role("button", name="パスキーでサインイン").tap()
    expect(page.locator("h1")).to_have_text("わたしのアカウント")


def test_six_digits_by_mail_sign_in_on_two_devices_that_show_the_same(visit: Visit) -> None:
    address = "two.devices@example.jp"  # of this story alone: letters are counted
    phone, tablet = visit(), visit(java_script_enabled=False)
    page = phone.opens("/district/?q=城内")
    with page.expect_navigation():
        page.locator("main .shell-town").first.tap()
    for letter, device in enumerate((phone, tablet), start=1):
        page = device.opens("/me/sign-in/?next=/settings/")
        page.locator("main [name=mail]").fill(address)
        page.get_by_role("button", name="6つの数字を送る").tap()
        expect(page.locator("h1")).to_have_text("6つの数字を入れる")
        if device is phone:
            _is_good(page, "account-code-phone")
        page.locator("[name=code]").fill(_digits_sent_to(device.city.folder, address, letter=letter))
        page.get_by_role("button", name="確かめる").tap()
        expect(page).to_have_url(re.compile("/settings/"))

    expect(tablet.page.locator("main")).to_contain_text("城内一丁目")
    page = phone.opens("/me/")
    expect(page.locator("main")).to_contain_text("連絡先を確かめました")
    page.get_by_role("button", name="サインアウトさせる").tap()
    expect(page.locator("main")).to_contain_text("その端末をサインアウトしました")
    expect(tablet.opens("/settings/").locator("main")).to_contain_text("えらんでいません")


def test_a_browser_without_passkeys_says_so_and_mail_is_there(visit: Visit) -> None:
    old = visit()
    old.context.add_init_script("delete window.PublicKeyCredential")

    page = old.opens("/me/sign-in/")

    expect(page.locator("[data-passkeys-off]")).to_contain_text("このブラウザーはパスキーを使えません")
    expect(page.get_by_role("button", name="パスキーでサインイン")).to_be_hidden()
    expect(page.get_by_role("button", name="6つの数字を送る")).to_be_visible()


def test_a_clerk_and_a_resident_on_one_machine_share_no_sign_in(visit: Visit) -> None:
    clerk = visit("desktop", login="kanri")
    before = _cookies(clerk)
    assert "sagacity_staff" in before

    page = clerk.opens("/me/sign-in/")
    expect(page.locator("h1")).to_contain_text("サインイン")
    _is_good(page, "account-sign-in-desktop")

    assert "sagacity_resident" not in _cookies(clerk)


def test_what_is_shown_once_and_what_cannot_be_undone_is_said_before(visit: Visit) -> None:
    hanako = visit()
    phones.with_fingerprint(hanako)
    page = hanako.opens("/me/sign-in/")
    page.get_by_role("button", name="パスキーではじめる").tap()
    expect(page.locator("h1")).to_have_text("わたしのアカウント")

    page.get_by_role("button", name="コードを作る").tap()
    expect(page.locator("main ol li")).to_have_count(8)
    _is_good(page, "account-codes-phone")
    _is_good(hanako.opens("/me/data/"), "account-data-phone")
    _is_good(hanako.opens("/me/recover/"), "account-recover-phone")
    page = hanako.opens("/me/end/")
    _is_good(page, "account-end-phone")

    page.get_by_role("button", name="アカウントを終わりにする").tap()

    expect(page.locator("main")).to_contain_text("7日のあいだは")
    page = hanako.opens("/me/sign-in/")
    page.get_by_role("button", name="パスキーでサインイン").tap()
    expect(page.locator("h1")).to_have_text("わたしのアカウント")
