"""Two people at a counter, each with a screen: phrases, writing, speech; afterwards nothing is left."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit

# A microphone that hums: what is said is up to the simulator, which says a sentence of the boards.
MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  return out.stream;
};
"""
TABLET: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}


def begins(visit: Visit, language: str = "Tiếng Việt") -> tuple[Page, str]:
    """A clerk who has begun to talk, and the code for a screen."""
    clerk = visit("desktop", login="yobi").opens("/desk/talk/")
    clerk.get_by_label("語句の板").select_option(label="引越しの窓口")
    clerk.get_by_role("radio", name=language, exact=True).check()
    clerk.get_by_role("button", name="始める").click()
    clerk.get_by_role("button", name="画面をつなぐ番号を出す").click()
    return clerk, clerk.locator(".talk-code").inner_text()


def pairs(screen: Page, code: str) -> None:
    screen.locator("[name=code]").fill(code)
    screen.locator("main form .sg-button--lg").click()
    expect(screen.locator("[data-said]")).to_be_visible()


def test_clerk_and_resident_each_in_their_language(visit: Visit) -> None:
    clerk, code = begins(visit)
    tablet = visit("desktop", **TABLET).opens("/apps/talk/")
    looking.keep_picture(tablet, "talk-code-tablet")
    looking.keep_picture(clerk, "talk-desk-code")
    pairs(tablet, code)
    expect(clerk.get_by_text("1台つながっています")).to_be_visible()

    clerk.get_by_role("button", name="新しい住所を教えてください。").click()
    expect(tablet.locator("[data-say]").first).to_have_text("Xin cho biết địa chỉ mới.")
    tablet.get_by_role("button", name="Tôi chuyển nhà trong thành phố.").tap()
    expect(clerk.locator("[data-say]").first).to_have_text("市の中で引っ越しました。")
    tablet.locator("#talk-text").fill("Tôi sống một mình")
    tablet.get_by_role("button", name="Gửi").tap()
    first = clerk.locator(".talk-one").first
    expect(first.locator("[data-say]")).to_have_text("一人で住んでいます")
    expect(first).to_contain_text("機械翻訳")
    expect(first.locator(".talk-beside")).to_contain_text("Tôi sống một mình")
    expect(tablet.locator("#talk-text")).to_have_value("")

    clerk.locator("#talk-text").fill("きのう猫が三匹来ました")
    clerk.get_by_role("button", name="送る").click()
    expect(clerk.locator(".talk-one").first).to_contain_text("翻訳できませんでした")
    clerk.locator(".talk-one").first.get_by_text("訳を直す").click()
    clerk.get_by_label("正しい訳").first.fill("Hôm qua có ba con mèo đến")
    clerk.get_by_role("button", name="この訳にする").first.click()
    expect(tablet.locator("[data-say]").first).to_have_text("Hôm qua có ba con mèo đến")
    for page in (clerk, tablet):
        assert looking.violations(page) == []
        assert looking.sticks_out(page) == []
    looking.keep_picture(clerk, "talk-desk")
    looking.keep_picture(tablet, "talk-tablet")

    tablet.get_by_role("button", name="やさしい日本語").tap()
    expect(tablet.get_by_role("button", name="引っ越しを しました。").or_(
        tablet.locator(".talk-phrase ruby").first)).to_be_visible()  # fmt: skip
    expect(clerk.locator("h1")).to_contain_text("やさしい日本語")
    looking.keep_picture(tablet, "talk-tablet-easy")
    tablet.set_viewport_size({"width": 390, "height": 844})
    assert looking.sticks_out(tablet) == []
    assert looking.violations(tablet) == []
    looking.keep_picture(tablet, "talk-phone")

    clerk.get_by_role("button", name="会話を終わって消す").click()
    expect(clerk.locator("main")).to_contain_text("話した内容はすべて消しました")
    expect(tablet.locator("[name=code]")).to_be_visible()
    assert "mèo" not in tablet.content()
    clerk.get_by_role("link", name="使われた語句と言語").click()
    expect(clerk.locator("main")).to_contain_text("話した内容は残っていません")
    expect(clerk.locator("main")).not_to_contain_text("新しい住所を教えてください。")
    assert looking.violations(clerk) == []
    looking.keep_picture(clerk, "talk-figures")


def test_the_transparent_display_shows_the_last_words_alone(visit: Visit) -> None:
    clerk, _code = begins(visit, language="日本語")
    display = clerk.context.new_page()
    display.goto(clerk.url + "display/?mirror=1")
    clerk.get_by_role("button", name="いつ引っ越しましたか。").click()

    expect(display.locator("[data-say]")).to_have_text("いつ引っ越しましたか。")
    assert looking.violations(display) == []
    looking.keep_picture(display, "talk-display-mirrored")
    display.get_by_role("link", name="左右をもとに戻す").click()
    clerk.get_by_role("button", name="引っ越した日から14日以内に、届出が必要です。").click()
    expect(display.locator("[data-say]")).to_contain_text("14日以内")
    looking.keep_picture(display, "talk-display")
    assert looking.sticks_out(display) == []
    clerk.get_by_role("button", name="会話を終わって消す").click()


def test_what_is_spoken_is_looked_at_before_it_is_sent(visit: Visit) -> None:
    clerk, code = begins(visit, language="English")
    somebody = visit("phone")
    somebody.context.add_init_script(MICROPHONE)
    phone = somebody.opens("/apps/talk/")
    pairs(phone, code)

    clerk.get_by_role("button", name="いつ引っ越しましたか。").click()
    expect(phone.locator("[data-say]").first).to_have_text("When did you move?")
    phone.get_by_role("button", name="Read aloud").tap()
    if phone.evaluate("speechSynthesis.getVoices().length") == 0:
        expect(phone.locator("[data-no-voice]")).to_be_visible()
    phone.get_by_role("button", name="Speak", exact=True).tap()
    expect(phone.get_by_role("button", name="Stop")).to_be_visible()
    phone.wait_for_timeout(800)
    phone.get_by_role("button", name="Stop").tap()
    expect(phone.locator("[data-heard]")).to_contain_text("if it is right")
    said = phone.locator("#talk-text").input_value()
    assert said
    expect(clerk.locator("[data-number]")).to_have_count(1)
    phone.get_by_role("button", name="Send").tap()

    expect(clerk.locator(".talk-beside").first).to_contain_text(said)
    clerk.get_by_role("button", name="会話を終わって消す").click()


def test_without_scripts_the_same_pages_work_by_loading_anew(visit: Visit) -> None:
    clerk, code = begins(visit, language="한국어")
    phone = visit("phone", java_script_enabled=False).opens("/apps/talk/")
    pairs(phone, code)
    clerk.get_by_role("button", name="いつ引っ越しましたか。").click()
    expect(clerk.locator("[data-number]")).to_have_count(1)

    phone.get_by_role("link", name="새 내용 보기").click()
    expect(phone.locator("[data-say]")).to_have_text("언제 이사했습니까?")
    phone.get_by_role("button", name="외국에서 왔습니다.").click()
    expect(phone.locator("[data-say]").first).to_have_text("외국에서 왔습니다.")

    expect(clerk.locator("[data-say]").first).to_have_text("外国から来ました。")
    clerk.get_by_role("button", name="会話を終わって消す").click()
