"""A clerk at the door reads cards without a network; what she wrote down arrives when there is one."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking, receptions, residents
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.residents import Shown
from tests.browser.visitor import Visitor

ALL_THAT_IS_KEPT = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name);
    const base = await new Promise((good) => (opening.onsuccess = () => good(opening.result)));
    for (const store of base.objectStoreNames) {
      const asked = base.transaction(store).objectStore(store).getAll();
      found.push(...(await new Promise((good) => (asked.onsuccess = () => good(asked.result)))));
    }
    base.close();
  }
  const readable = (value) => value instanceof Uint8Array ? new TextDecoder().decode(value)
    : value && typeof value === "object" ? Object.values(value).map(readable).join(" ") : String(value);
  return found.map(readable).join("\\n");
}"""


@pytest.fixture(scope="module")
def phone(city: RunningCity) -> Shown:
    (phone,) = residents.phones_with_cards(city, first=93001, many=1)
    return phone


def _device(visit: Visit, title: str) -> tuple[Visitor, Page, str]:
    clerk = visit(login="ueda", service_workers="allow")
    reception = receptions.opens(clerk.page, title)
    receptions.becomes_a_device(clerk.page, reception, name="正面入口")
    clerk.expects("net::ERR_INTERNET_DISCONNECTED")  # what was just being sent when the network went
    return clerk, clerk.page, reception


def _loses_the_network(clerk: Visitor) -> None:
    clerk.context.set_offline(True)
    clerk.expects("net::ERR_INTERNET_DISCONNECTED")
    clerk.expects("Failed to fetch")


def test_cards_are_read_without_a_network_and_counted_when_there_is_one(visit: Visit, phone: Shown) -> None:
    clerk, page, reception = _device(visit, "秋まつり")
    assert looking.violations(page) == []

    clerk.context.set_offline(True)
    good = phone.now
    receptions.types(page, good)
    expect(page.locator("#result-title")).to_have_text("受け付けました")
    looking.keep_picture(page, "scanner-good-phone")
    receptions.types(page, good)
    expect(page.locator("#result-title")).to_have_text("いま読み取った画面と同じです")
    receptions.types(page, phone.stale)
    expect(page.locator("#result-title")).to_have_text("古い画面です")
    looking.keep_picture(page, "scanner-stale-phone")
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")
    with page.expect_download() as download:
        page.get_by_role("button", name="ファイルに書き出す").click()
    clerk.context.set_offline(False)

    expect(page.locator("#network")).to_have_text("送りました。いまの人数は1人です。")
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 0件")
    page.goto(reception)
    expect(page.locator(".sg-card__big")).to_contain_text("1人")
    assert looking.violations(page) == []
    looking.keep_picture(page, "reception-phone")
    page.get_by_text("端末のファイルを読み込む").click()
    page.locator("[name=file]").set_input_files(download.value.path())
    page.get_by_role("button", name="取り込む").click()
    expect(page.locator(".sg-main")).to_contain_text("新しい記録 0件、前に受け取った記録 1件")


def test_the_page_opens_again_without_a_network_and_asks_for_its_pin(visit: Visit, phone: Shown) -> None:
    clerk, page, _reception = _device(visit, "夜の市")
    assert receptions.is_kept(page)
    _loses_the_network(clerk)
    receptions.types(page, phone.now)
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")

    page.reload()

    expect(page.locator("#kept")).to_contain_text("ネットワークなしで開いています")
    expect(page.locator("#reading")).to_be_hidden()
    assert looking.violations(page) == []
    looking.keep_picture(page, "scanner-locked-phone")
    assert phone.card not in page.evaluate(ALL_THAT_IS_KEPT)
    assert "SG2:" not in page.evaluate(ALL_THAT_IS_KEPT)
    receptions.unlocks(page)
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")
    receptions.types(page, phone.now)
    expect(page.locator("#result-title")).to_have_text("いま読み取った画面と同じです")
    clerk.context.set_offline(False)
    expect(page.locator("#network")).to_have_text("送りました。いまの人数は1人です。")


def test_signing_out_takes_the_page_away_and_no_other_page_was_ever_kept(
    visit: Visit, city: RunningCity
) -> None:
    clerk = visit(service_workers="allow")  # with a sign-in of her own, for she ends it
    page = clerk.opens("/staff/sign-in/")
    page.locator("[name=login]").fill("ueda")
    page.locator("[name=password]").fill(city.passwords["ueda"])
    page.get_by_role("button", name="サインイン", exact=True).click()
    expect(page.locator(".sg-staff__who")).to_contain_text("サインアウト")
    reception = receptions.opens(page, "朝の市")
    receptions.becomes_a_device(page, reception, name="正面入口")
    assert receptions.is_kept(page)
    kept = page.evaluate(
        "async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)",
        f"staff {page.evaluate('location.pathname')}",
    )
    assert [one for one in kept if "/static/" not in one] == [page.url]

    page.get_by_role("button", name="サインアウト").click()

    expect(page.locator("h1")).to_have_text("職員サインイン")
    page.wait_for_function("async () => !(await caches.keys()).some((name) => name.startsWith('staff '))")
    _loses_the_network(clerk)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{reception}scan/")


def test_a_wrong_pin_opens_nothing_and_the_next_tries_must_wait(visit: Visit) -> None:
    _clerk, page, _reception = _device(visit, "昼の市")
    page.get_by_role("button", name="鍵をかける").click()

    for said in ("PINが違います。", "PINが違います。", "2秒待って"):
        receptions.unlocks(page, "000000")
        expect(page.locator("#unlock-said")).to_contain_text(said)
    receptions.unlocks(page)
    expect(page.locator("#unlock-said")).to_contain_text("待って")
    expect(page.locator("#reading")).to_be_hidden()


def test_a_page_that_lies_unused_locks_itself(visit: Visit) -> None:
    clerk = visit(login="ueda")
    reception = receptions.opens(clerk.page, "夕の市")
    clerk.page.clock.install(time=datetime.now(UTC))
    receptions.becomes_a_device(clerk.page, reception, name="正面入口")

    clerk.page.clock.fast_forward("09:00")
    expect(clerk.page.locator("#reading")).to_be_visible()
    clerk.page.clock.fast_forward("02:00")

    expect(clerk.page.locator("#unlock")).to_be_visible()
    expect(clerk.page.locator("#reading")).to_be_hidden()


def test_two_tabs_of_one_device_write_one_row_of_numbers_and_send_each_entry_once(
    visit: Visit, phone: Shown
) -> None:
    clerk, page, reception = _device(visit, "二つの窓")
    other = clerk.context.new_page()
    other.goto(page.url)
    receptions.unlocks(other)
    expect(other.locator("#network")).to_contain_text("送りました")
    clerk.context.set_offline(True)

    receptions.types(page, phone.now)
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")
    other.get_by_label("出る", exact=True).check()
    receptions.types(other, phone.stale)
    expect(other.locator("#result-title")).to_have_text("古い画面です")
    receptions.types(other, phone.next)
    expect(other.locator("#waiting")).to_have_text("送っていない記録: 2件")
    clerk.context.set_offline(False)

    expect(page.locator("#waiting")).to_have_text("送っていない記録: 0件")
    other.goto(reception)
    expect(other.locator(".sg-card__big")).to_contain_text("0人")
    expect(other.locator("main")).to_contain_text("正面入口")
    expect(other.locator(".sg-table tbody td").nth(-2)).to_have_text("なし")


def test_a_family_without_cards_comes_and_goes_with_the_network_off(visit: Visit) -> None:
    clerk = visit(login="ueda")
    page = clerk.page
    reception = receptions.opens(page, "体育館", kind="避難所")
    receptions.becomes_a_device(page, reception, name="入口")
    _loses_the_network(clerk)

    page.get_by_text("市民証のない人を名前で").click()
    page.locator("#name-1").fill("山田 太郎")
    page.get_by_role("button", name="家族をもう1人").click()
    page.locator("#name-2").fill("山田 花子")
    page.get_by_label("住所").fill("みほん町2番")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "scanner-family-phone")
    page.get_by_role("button", name="まとめて受け付ける").click()
    expect(page.locator("#result-title")).to_have_text("2人を受け付けました")
    page.get_by_text("人数だけ", exact=True).click()
    for _ in range(3):
        page.get_by_role("button", name="1人増やす").click()
    page.get_by_role("button", name="人数を記録する").click()
    expect(page.locator("#result-title")).to_have_text("3人と記録しました")
    page.get_by_text("名前で出る人").click()
    expect(page.locator("#guests li")).to_have_count(2)
    assert looking.violations(page) == []
    page.locator("#guests li").first.get_by_role("button", name="出る", exact=True).click()
    expect(page.locator("#guests li")).to_have_count(1)
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 4件")
    clerk.context.set_offline(False)

    expect(page.locator("#network")).to_have_text("送りました。いまの人数は4人です。")
    page.goto(reception)
    expect(page.locator("main")).not_to_contain_text("確かめること")


def test_a_code_under_the_picture_is_typed_where_no_camera_helps(visit: Visit, phone: Shown) -> None:
    clerk, page, _reception = _device(visit, "番号の市")
    receptions.types(page, "AAAAA-AAAAA")
    expect(page.locator("#result-title")).to_have_text("この番号の市民証がありません")
    clerk.context.set_offline(True)

    receptions.types(page, "ｂｂｂｂｂ-bbbbb")

    expect(page.locator("#result-next")).to_contain_text("番号を控えました")
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")


def test_a_phone_that_was_ended_keeps_nothing(visit: Visit, phone: Shown) -> None:
    clerk, page, reception = _device(visit, "終わる市")
    clerk.expects("the server responded with a status of 410")
    clerk.context.set_offline(True)
    receptions.types(page, phone.now)
    expect(page.locator("#waiting")).to_have_text("送っていない記録: 1件")
    manager = visit("desktop", login="ueda")
    manager.opens(reception.removeprefix(manager.city.address))
    manager.page.get_by_text("名前・終わり").click()
    manager.page.get_by_label("理由").last.fill("なくしたため")
    looking.keep_picture(manager.page, "reception-devices-desktop")
    assert looking.violations(manager.page) == []
    manager.page.get_by_role("button", name="この端末を終わらせる").click()
    expect(manager.page.locator("main")).to_contain_text("終わらせました")

    clerk.context.set_offline(False)

    expect(page.locator("#ended")).to_contain_text("端末に残っていた記録は消しました")
    expect(page.locator("#reading")).to_be_hidden()
    assert page.evaluate(ALL_THAT_IS_KEPT) == ""


def test_two_phones_in_airplane_mode_end_in_exact_counts_though_one_has_a_wrong_clock(
    visit: Visit, city: RunningCity
) -> None:
    """People 0 to 11 come to one shelter, 8 to 19 to the other: four have moved."""
    people = residents.phones_with_cards(city, first=94001, many=20)
    east, west = visit(login="ueda"), visit(login="ueda")
    receptions_of = {}
    west.page.clock.install(time=datetime.now(UTC) + timedelta(minutes=7))
    for clerk, title in ((east, "東の小学校"), (west, "西の小学校")):
        receptions_of[title] = receptions.opens(clerk.page, title, kind="避難所")
        receptions.becomes_a_device(clerk.page, receptions_of[title], name=title)
        _loses_the_network(clerk)
    expect(west.page.locator("#clock")).to_contain_text("7分ずれています")

    early, late = [person.now for person in people[:12]], [person.next for person in people[8:]]
    for clerk, shown in ((east, early), (west, late)):
        for number, text in enumerate(shown, start=1):
            receptions.types(clerk.page, text)
            expect(clerk.page.locator("#waiting")).to_have_text(f"送っていない記録: {number}件")
    with west.page.expect_download() as download:
        west.page.get_by_role("button", name="ファイルに書き出す").click()
    for clerk in (west, east):  # the later ones first
        clerk.context.set_offline(False)
        expect(clerk.page.locator("#waiting")).to_have_text("送っていない記録: 0件")
    west.page.goto(receptions_of["西の小学校"])
    west.page.get_by_text("端末のファイルを読み込む").click()
    west.page.locator("[name=file]").set_input_files(download.value.path())
    west.page.get_by_role("button", name="取り込む").click()

    expect(west.page.locator("main")).to_contain_text("新しい記録 0件、前に受け取った記録 12件")
    expect(west.page.locator(".sg-card__big")).to_contain_text("12人")
    expect(west.page.locator("main")).to_contain_text("確かめること（4件）")
    expect(west.page.locator("main")).to_contain_text("同じ人が2つの避難所にいます")
    expect(west.page.locator("main")).to_contain_text("420秒")
    east.page.goto(receptions_of["東の小学校"])
    expect(east.page.locator(".sg-card__big")).to_contain_text("8人")
    expect(east.page.locator("main")).not_to_contain_text("確かめること")
