"""A certificate over the screen: two browsers with cameras, a break, a picture, a signature, a case."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, StorageState, expect

from tests.browser import chromium, looking
from tests.browser.city import RunningCity
from tests.browser.conftest import Visit
from tests.browser.residents import signs_in
from tests.browser.visitor import Visitor

CAMERA = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",  # a machine without a network has no other way to itself
)
YOU = {
    "name.family": "見本",
    "name.given": "花子",
    "birth_date.year": "1990",
    "birth_date.month": "1",
    "birth_date.day": "2",
    "address.town": "佐賀市みほん町",
    "address.rest": "1番",
    "phone": "0952-11-2233",
}
FRAMES = """async (role) => {
  const video = document.querySelector(`[data-part="seat-${role}"] video`);
  const quality = video.getVideoPlaybackQuality();
  return [video.videoWidth, quality.totalVideoFrames];
}"""


@pytest.fixture(scope="module")
def with_camera(browser: Browser) -> Iterator[Browser]:
    """A Chromium that has a camera and a microphone of its own making."""
    executable = chromium.path()
    assert executable is not None
    opened = browser.browser_type.launch(executable_path=executable, args=[*chromium.ARGUMENTS, *CAMERA])
    yield opened
    opened.close()


def _work(page: Page) -> FrameLocator:
    return page.frame_locator("[data-part=page]")


def _sees(page: Page, role: str) -> None:
    """Pictures of the other side really arrive."""
    expect(page.locator("#remote")).to_have_attribute("data-connected", role, timeout=30_000)
    _sees_one(page, role)


def _sees_one(page: Page, role: str) -> None:
    page.wait_for_function(
        f"async () => {{ const [wide, many] = await ({FRAMES})('{role}'); return wide > 0 && many > 5; }}"
    )


def _opens_a_desk(page: Page) -> None:
    page.goto("/desk/remote/")
    page.locator("[name=label]").fill("リモート1番")
    page.get_by_label("リモート窓口", exact=True).check()
    page.get_by_role("button", name="開く", exact=True).click()
    expect(page.locator("h1")).to_have_text("リモート1番")


def test_a_certificate_over_the_screen(
    with_camera: Browser, city: RunningCity, sign_in: Callable[[str], StorageState]
) -> None:
    desk = Visitor.arrives(with_camera, city, "desktop", signed_in=sign_in("gamen"))
    phone = Visitor.arrives(with_camera, city, "phone")
    signs_in(phone.context, city, number="remote-1")
    clerk, hanako = desk.page, phone.page
    _opens_a_desk(clerk)
    assert looking.violations(clerk) == []

    hanako.goto("/apps/remote/")
    looking.keep_picture(hanako, "remote-home")
    assert looking.violations(hanako) == []
    hanako.get_by_role("button", name="番号を取って入る：リモート窓口", exact=True).tap()
    expect(hanako.locator("[data-part=state]")).to_have_text("相手を待っています。")
    hanako.get_by_role("button", name="カメラとマイクを使う").tap()
    expect(hanako.locator("[data-part=own-box]")).to_be_visible()
    looking.keep_picture(hanako, "remote-waiting")

    expect(clerk.locator("#waiting")).to_contain_text("入っています")
    looking.keep_picture(clerk, "remote-desk-waiting")
    clerk.get_by_role("button", name="次の人を受ける").click()
    clerk.get_by_role("button", name="カメラとマイクを使う").click()
    _sees(clerk, "resident")
    _sees(hanako, "clerk")
    expect(hanako.locator("[data-part=state]")).to_have_text("つながっています。")

    work, shown = _work(clerk), _work(hanako)
    work.locator("[name=procedure]").select_option("residence_certificate")
    work.get_by_role("button", name="申請書を出す").click()
    expect(shown.locator("h1")).to_have_text("住民票の写し")
    shown.get_by_role("button", name="住民登録から入れる").tap()
    expect(shown.get_by_role("button", name="住民登録から入れる")).to_have_count(0)
    expect(work.locator("[name=seen]")).not_to_have_value("0")  # the clerk sees it too
    for name, value in YOU.items():
        work.locator(f"[name='a.{name}']").fill(value)
    work.get_by_role("button", name="次へ").click()
    expect(work.locator("h2")).to_contain_text("だれのものですか")
    work.locator("[name='a.members']").first.check()
    work.get_by_role("button", name="次へ").click()

    phone.context.set_offline(True)
    expect(hanako.locator("[data-part=break]")).to_contain_text("通信が切れました")
    clerk.locator("[name=text]").fill("聞こえますか")
    clerk.get_by_role("button", name="文を送る").click()
    hanako.locator("[name=text]").fill("戻りました")
    hanako.get_by_role("button", name="文を送る").tap()
    expect(hanako.locator("[data-part=break]")).to_contain_text("送っていない文：1件")
    looking.keep_picture(hanako, "remote-break")
    work.locator("[name='a.purpose'][value=bank]").check()
    work.locator("[name='a.delivery'][value=inbox]").check()
    work.locator("[name='a.copies']").fill("1")
    work.get_by_role("button", name="次へ").click()
    expect(work.locator("h2")).to_contain_text("署名")
    phone.context.set_offline(False)
    expect(hanako.locator("[data-part=texts]")).to_contain_text("聞こえますか")
    expect(clerk.locator("[data-part=texts]")).to_contain_text("戻りました")
    assert clerk.locator("[data-part=texts] li").count() == 2
    assert hanako.locator("[data-part=texts] li").count() == 2
    _sees(hanako, "clerk")

    expect(shown.locator("h2")).to_have_text("署名")
    box = shown.locator("[data-forms-signature] canvas").bounding_box()
    assert box is not None
    hanako.mouse.move(box["x"] + 30, box["y"] + 30)
    hanako.mouse.down()
    for step in range(1, 8):
        hanako.mouse.move(box["x"] + 30 + 25 * step, box["y"] + 30 + 40 * (step % 2))
    hanako.mouse.up()
    looking.keep_picture(hanako, "remote-signing")
    shown.get_by_role("button", name="この署名を使う").tap()
    expect(shown.locator(".forms-signed img")).to_be_visible()
    expect(work.locator(".forms-signed img")).to_be_visible()
    shown.get_by_role("button", name="これでよい").tap()

    expect(work.locator("h2")).to_contain_text("書類の写真")
    work.get_by_role("button", name="写真を頼む").click()
    expect(hanako.locator("[data-part=picture-of]")).to_contain_text("本人確認の書類")
    hanako.get_by_role("button", name="撮る", exact=True).tap()
    looking.keep_picture(hanako, "remote-picture")
    hanako.get_by_role("button", name="この写真を送る").tap()
    expect(work.locator("section img")).to_be_visible()
    looking.keep_picture(clerk, "remote-desk-papers")
    assert looking.violations(clerk) == []
    assert looking.violations(hanako) == []
    assert looking.sticks_out(hanako) == []

    work.get_by_role("button", name="確かめる", exact=True).click()
    looking.keep_picture(hanako, "remote-review")
    shown.get_by_role("button", name="この内容で申請する").tap()
    expect(shown.locator("h1")).to_have_text("受け付けました")
    expect(work.locator("h1")).to_have_text("受け付けました")
    number = work.locator("strong").inner_text()
    expect(clerk.locator("[data-part=notes]")).to_contain_text(number)
    looking.keep_picture(clerk, "remote-desk-sent")
    with clerk.expect_popup() as opened:
        work.get_by_role("link", name="案件を見る").click()
    case = opened.value
    case.locator("[name=purpose]").fill("リモート窓口で受けた申請の確認のため")
    case.get_by_role("button", name="開く", exact=True).click()
    expect(case.locator("main")).to_contain_text("本人確認の書類")
    expect(case.locator("main")).to_contain_text("リモート窓口")
    looking.keep_picture(case, "remote-case")
    case.close()

    clerk.get_by_role("button", name="話を終わる").click()
    expect(hanako.locator("[data-part=ended]")).to_be_visible()
    expect(hanako.locator("[data-part=break]")).to_be_hidden()
    expect(hanako.get_by_role("button", name="話を終わる")).to_be_hidden()
    looking.keep_picture(hanako, "remote-ended")
    assert looking.violations(hanako) == []
    phone.expects("ERR_INTERNET_DISCONNECTED")
    assert [*desk.troubles(), *phone.troubles()] == []
    phone.context.close()
    desk.context.close()


def test_an_interpreter_is_the_third_and_sees_and_hears_both(
    with_camera: Browser, city: RunningCity, sign_in: Callable[[str], StorageState]
) -> None:
    desk = Visitor.arrives(with_camera, city, "desktop", signed_in=sign_in("gamen"))
    phone = Visitor.arrives(with_camera, city, "phone", locale="en")
    third = Visitor.arrives(with_camera, city, "desktop", locale="zh-CN")
    clerk, john, wang = desk.page, phone.page, third.page
    _opens_a_desk(clerk)
    john.goto("/apps/remote/")
    john.get_by_role("button", name="Take a number and join: Remote counter", exact=True).tap()
    john.get_by_role("button", name="Use camera and microphone").tap()
    expect(clerk.locator("#waiting")).to_contain_text("入っています")
    clerk.get_by_role("button", name="次の人を受ける").click()
    clerk.get_by_role("button", name="通訳を招く").click()
    link = clerk.locator(".remote-link").inner_text()
    clerk.get_by_role("button", name="カメラとマイクを使う").click()

    wang.goto(link)
    wang.locator("[name=name]").fill("王 芳")
    wang.get_by_role("button", name="进入").click()
    wang.get_by_role("button", name="使用摄像头和麦克风").click()
    for page, role in ((clerk, "interpreter"), (john, "interpreter"), (wang, "resident"), (wang, "clerk")):
        _sees_one(page, role)
    expect(john.locator("[data-part=seat-interpreter]")).to_contain_text("王 芳")
    looking.keep_picture(clerk, "remote-desk-three")
    looking.keep_picture(john, "remote-three-phone")
    looking.keep_picture(wang, "remote-three-interpreter")
    for page in (clerk, john, wang):
        assert looking.violations(page) == []

    john.reload()
    john.get_by_role("button", name="Use camera and microphone").tap()
    _sees_one(john, "clerk")
    _sees_one(john, "interpreter")
    john.get_by_role("button", name="End the talk").tap()
    expect(clerk.locator("[data-part=ended]")).to_be_visible()
    expect(wang.locator("[data-part=ended]")).to_be_visible()
    assert [*desk.troubles(), *phone.troubles(), *third.troubles()] == []
    for one in (desk, phone, third):
        one.context.close()


def test_without_a_camera_the_page_says_what_to_do_and_words_still_go(
    visit: Visit,
) -> None:
    clerk = visit("desktop", login="gamen").page
    _opens_a_desk(clerk)
    taro = visit("phone").page
    taro.goto("/apps/remote/")
    taro.get_by_role("button", name="番号を取って入る：リモート窓口", exact=True).tap()
    taro.get_by_role("button", name="カメラとマイクを使う").tap()
    expect(taro.locator("[data-part=trouble]")).not_to_be_empty()
    expect(taro.locator("[data-part=fallback]")).to_contain_text("電話番号を書いてください")
    looking.keep_picture(taro, "remote-no-camera")
    assert looking.violations(taro) == []

    clerk.get_by_role("button", name="次の人を受ける").click()
    clerk.get_by_role("button", name="使わないで入る").click()
    expect(clerk.locator("[data-part=notes]")).to_contain_text("映像がありません")
    taro.locator("[name=text]").fill("0952-00-0000")
    taro.get_by_role("button", name="文を送る").tap()
    expect(clerk.locator("[data-part=texts]")).to_contain_text("0952-00-0000")
    _work(clerk).locator("[name=procedure]").select_option("residence_certificate")
    _work(clerk).get_by_role("button", name="申請書を出す").click()
    expect(_work(taro).locator("h1")).to_have_text("住民票の写し")
    looking.keep_picture(clerk, "remote-desk-no-camera")
    clerk.get_by_role("button", name="話を終わる").click()
    clerk.get_by_role("link", name="リモート1番").click()
    clerk.get_by_role("button", name="窓口を閉じる").click()
    expect(clerk.locator("h1")).to_have_text("リモート窓口")
