"""A resident proves who they are by a test card; whom the city does not find beyond doubt, a clerk does."""

import email
import email.policy
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sagacity.kit.testing import house
from tests.browser import looking, phones
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit


def signs_up(page: Page, mails: Path, address: str, *, wants: str) -> None:
    """Sign up by a mail code on the way to a page."""
    before = set(mails.glob("*")) if mails.exists() else set()
    page.goto(wants)
    page.locator("[name=mail]").first.fill(address)
    page.locator("form:has([name=mail]) button").first.click()
    page.locator("[name=code]").fill(_code(mails, before))
    page.locator("form:has([name=code]) button").first.click()
    page.wait_for_url(f"**{wants}")


def _code(mails: Path, before: set[Path]) -> str:
    """The code of the mail that comes next."""
    house.wait_until(lambda: mails.exists() and bool(set(mails.glob("*")) - before), what="a mail")
    (path,) = set(mails.glob("*")) - before
    with path.open("rb") as file:
        body = email.message_from_binary_file(file, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    found = re.search(r"\b\d{6}\b", body.get_content())
    assert found is not None
    return found[0]


@pytest.fixture
def mails(city: RunningCity) -> Path:
    return city.folder / "outside" / "mail"


def test_a_card_proves_a_resident_who_then_goes_on_where_they_were(visit: Visit, mails: Path) -> None:
    page = visit().page
    signs_up(page, mails, "hanako@example.jp", wants="/me/verify/?need=3&next=/apps/events/")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "verify-why-phone")

    phones.lays_card_on(page, "card-1")

    expect(page.locator("h1")).to_contain_text("確かめました")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "verify-done-phone")
    page.get_by_role("link", name="手続きに戻る").click()
    page.wait_for_url("**/apps/events/")


def test_whom_the_register_does_not_find_beyond_doubt_a_clerk_finds(visit: Visit, mails: Path) -> None:
    resident, clerk = visit().page, visit("desktop", login="tokunaga").page
    signs_up(resident, mails, "moved@example.jp", wants="/me/verify/")
    phones.lays_card_on(resident, "namesake")
    expect(resident.locator("h1")).to_contain_text("市が確かめています")
    assert looking.violations(resident) == []

    clerk.goto("/staff/verification/")
    clerk.locator("main table a").last.click()
    clerk.locator("[name=purpose]").fill("本人確認の照合のため")
    clerk.get_by_role("button", name="目的を記録して開く").click()
    assert looking.violations(clerk) == []
    looking.keep_picture(clerk, "verify-question-desktop")
    clerk.get_by_label("候補1").check()
    clerk.locator("[name=reason]").fill("転居届を確認したため")
    clerk.get_by_role("button", name="決める", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("本人と決めました")

    resident.reload()
    expect(resident.locator("h1")).to_contain_text("確かめました")


def test_another_browser_is_told_to_begin_there(visit: Visit, mails: Path) -> None:
    phone, elsewhere = visit(), visit()
    signs_up(phone.page, mails, "two@example.jp", wants="/me/verify/")
    phone.page.get_by_role("button", name=phones.OPENS_THE_APP).click()
    phone.page.wait_for_url("**/auth?**")
    phone.page.locator("button.card[value=card-2]").click()
    going = phone.page.locator("[name=request]").input_value()
    there = phone.page.request.post(
        phone.page.url.replace("/card", "/pin"), form={"request": going, "pin": "1234"}, max_redirects=0
    )

    page = elsewhere.opens(there.headers["location"], answers=409)

    expect(page.locator("h1")).to_contain_text("違うブラウザー")
    assert looking.violations(page) == []


def test_a_resident_reads_what_they_sign_and_what_was_checked(visit: Visit, mails: Path) -> None:
    page = visit().page
    signs_up(page, mails, "signer@example.jp", wants="/me/verify/sign/")
    page.locator("[name=words]").fill("署名をためします。\n\n  ここは二行目です。")
    assert looking.violations(page) == []
    page.get_by_role("button", name="この文に署名する").click()
    expect(page.locator(".sign-words")).to_contain_text("ここは二行目です。")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "sign-phone")

    page.get_by_role("button", name="アプリを開いて署名する").click()
    page.wait_for_url("**/auth?**")
    page.locator("button.card[value=card-2]").click()
    page.locator("#pin").fill("ABC123")
    page.locator(".go").click()

    expect(page.locator("h1")).to_contain_text("署名しました")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "signed-phone")
