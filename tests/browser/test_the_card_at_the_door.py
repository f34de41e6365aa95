"""From a new phone to the list of looks: a resident, and a clerk with a camera and no network."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.browser import looking, phones, receptions
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.phones import FilmedCamera
from tests.browser.visitor import Visitor


@pytest.fixture
def camera(browser: Browser, tmp_path: Path) -> Iterator[FilmedCamera]:
    with phones.filmed_camera(browser, tmp_path) as camera:
        yield camera


def _at_the_door(
    camera: FilmedCamera, city: RunningCity, signed_in: StorageState, *, title: str, name: str
) -> Visitor:
    """A clerk with a phone that has a camera, at a new reception."""
    options = {"permissions": ["camera"], "service_workers": "allow"}
    clerk = Visitor.arrives(camera.browser, city, "phone", signed_in=signed_in, **options)
    receptions.becomes_a_device(clerk.page, receptions.opens(clerk.page, title), name=name)
    clerk.expects("net::ERR_INTERNET_DISCONNECTED")  # what was just being sent when the network went
    return clerk


def _card_on_a_new_phone(visit: Visit, card: str) -> Visitor:
    """Somebody signs up with a finger, proves by a My Number Card who they are, and makes the card."""
    resident = visit()
    phones.with_fingerprint(resident)
    page = resident.opens("/me/sign-in/")
    page.get_by_role("button", name="パスキーではじめる").tap()
    expect(page.locator("h1")).to_have_text("わたしのアカウント")
    page.goto("/me/verify/?need=3&next=/apps/card/")
    phones.lays_card_on(page, card)
    expect(page.locator("h1")).to_contain_text("確かめました")
    page.goto("/apps/card/")
    page.get_by_label("この端末の呼び名").fill("わたしのスマホ")
    page.get_by_role("button", name="この端末に市民証を作る").tap()
    expect(page.locator("#card-face")).to_be_visible()
    return resident


def test_a_new_card_is_read_by_a_camera_without_a_network_and_its_holder_reads_who_looked(
    visit: Visit,
    city: RunningCity,
    camera: FilmedCamera,
    sign_in: Callable[[str], StorageState],
) -> None:
    resident = _card_on_a_new_phone(visit, "card-3")
    clerk = _at_the_door(camera, city, sign_in("ueda"), title="防災まつり", name="正門")
    page = clerk.page
    clerk.context.set_offline(True)
    camera.sees(resident.page)

    receptions.films(page)

    expect(page.locator("#result-title")).to_have_text("受け付けました")
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")
    looking.keep_picture(page, "scanner-camera-phone")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []

    clerk.context.set_offline(False)
    expect(page.locator("#network")).to_have_text("送りました。いまの人数は1人です。")
    looks = resident.opens("/apps/looks/")
    expect(looks.locator("main")).to_contain_text("「防災まつり」の受付")
    expect(looks.locator("main")).to_contain_text("危機管理課")
    assert clerk.troubles() == []
    clerk.context.close()


def test_a_copy_of_the_picture_and_an_ended_card_end_at_the_door(
    visit: Visit,
    city: RunningCity,
    camera: FilmedCamera,
    sign_in: Callable[[str], StorageState],
) -> None:
    resident = _card_on_a_new_phone(visit, "card-4")
    front = _at_the_door(camera, city, sign_in("ueda"), title="音楽祭", name="正門")
    reception = front.page.url.removesuffix("scan/")
    back = Visitor.arrives(camera.browser, city, "phone", signed_in=sign_in("ueda"), permissions=["camera"])
    back.page.clock.install(time=datetime.now(UTC))
    receptions.becomes_a_device(back.page, reception, name="裏門")
    back.expects("net::ERR_INTERNET_DISCONNECTED")
    for clerk in (front, back):
        clerk.context.set_offline(True)

    # One picture at two doors, neither of which knows of the other.
    camera.sees(resident.page)
    for clerk in (front, back):
        receptions.films(clerk.page)
        expect(clerk.page.locator("#result-title")).to_have_text("受け付けました")

    # The same picture, when its window is over.
    back.page.clock.fast_forward("02:00")
    expect(back.page.locator("#result-title")).to_have_text("古い画面です")
    looking.keep_picture(back.page, "scanner-copy-phone")

    # With a network: the copy becomes a question.
    for clerk in (front, back):
        clerk.context.set_offline(False)
        expect(clerk.page.locator("#waiting")).to_have_text("送っていない記録: 0件")
    desk = visit("desktop", login="ueda").opens(reception.removeprefix(city.address))
    expect(desk.locator("main")).to_contain_text("同じ時の同じコードが、2つの端末で読まれました")
    expect(desk.locator(".sg-card__big")).to_contain_text("1人")

    # The holder ends the card elsewhere; this phone goes on drawing it.
    elsewhere = resident.context.new_page()
    elsewhere.goto("/apps/card/phones/")
    elsewhere.get_by_role("button", name="なくした").tap()
    expect(elsewhere.locator("main")).to_contain_text("市民証を終わらせました")
    front.context.set_offline(True)
    with front.page.expect_response("**/sync.json"):  # the list of ended cards is kept before this is asked
        front.context.set_offline(False)
    front.context.set_offline(True)
    front.page.get_by_role("button", name="カメラを止める").click()
    camera.sees(resident.page)
    front.page.get_by_role("button", name="カメラで読み取る").click()

    expect(front.page.locator("#result-title")).to_have_text("使えなくなった市民証です")
    for clerk in (front, back):
        assert clerk.troubles() == []
        clerk.context.close()


def test_a_camera_that_is_not_allowed_is_told_in_words(
    camera: FilmedCamera, city: RunningCity, sign_in: Callable[[str], StorageState]
) -> None:
    clerk = _at_the_door(camera, city, sign_in("ueda"), title="朝市", name="入口")
    clerk.context.clear_permissions()

    clerk.page.get_by_role("button", name="カメラで読み取る").click()

    expect(clerk.page.locator("#camera-said")).to_contain_text("カメラの使用が許可されていません")
    expect(clerk.page.locator("#camera-sight")).to_be_hidden()
    expect(clerk.page.get_by_label("読み取り機の文字、またはQRコードの下の番号")).to_be_visible()
    clerk.context.close()
