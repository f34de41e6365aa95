"""A family at its phones: a child's card without a counter, a father who joins, a delegate, consents."""

from playwright.sync_api import Page, expect

from tests.browser import looking, phones
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor


def _proven(visit: Visit, card: str, *, nickname: str) -> Visitor:
    """Somebody signs up with a finger, and proves by a My Number Card who they are."""
    resident = visit()
    phones.with_fingerprint(resident)
    page = resident.opens("/me/sign-in/")
    page.get_by_role("button", name="パスキーではじめる").tap()
    expect(page.locator("h1")).to_have_text("わたしのアカウント")
    page.locator("[name=nickname]").fill(nickname)
    _taps(page, "よび名を変える")
    page.goto("/me/verify/?need=3&next=/me/")
    phones.lays_card_on(page, card)
    expect(page.locator("h1")).to_contain_text("確かめました")
    return resident


def _is_fit_for_everybody(page: Page, name: str) -> None:
    looking.keep_picture(page, f"{name}-phone")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []


def _taps(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.tap()


def test_a_parent_carries_a_childs_card_and_the_family_grows_and_ends(visit: Visit) -> None:
    mother = _proven(visit, "card-1", nickname="はなこ")
    page = mother.opens("/me/")
    page.get_by_role("link", name="わたしの家族").tap()
    _is_fit_for_everybody(page, "family-empty")
    page.goto("/me/family/children/")
    expect(page.get_by_role("heading", name="見本　さくら")).to_be_visible()
    _is_fit_for_everybody(page, "family-children")
    page.get_by_label("読みました。同意します").first.check()
    _taps(page, "家族に入れる")
    expect(page.locator("main")).to_contain_text("さくらを家族に入れました")

    page.goto("/apps/card/for-others/")
    _is_fit_for_everybody(page, "card-for-others")
    page.get_by_label("読みました。同意します").check()
    _taps(page, "さくらの市民証を持つ")
    page.locator("#card-carried-list button").tap()
    expect(page.locator("#card-face")).to_be_visible()
    expect(page.locator("#card-title")).to_have_text("こどもの市民証")

    page.goto("/me/family/invite/")
    _is_fit_for_everybody(page, "family-invite")
    page.get_by_label("読みました。同意します").check()
    _taps(page, "コードを作る")
    _is_fit_for_everybody(page, "family-invited")
    code = page.locator(".family-code code").inner_text()

    father = _proven(visit, "card-2", nickname="たろう")
    his = father.opens(f"/me/family/join/?code={code}")
    expect(his.locator("main")).to_contain_text("「はなこ」さんが")
    _is_fit_for_everybody(his, "family-join")
    his.get_by_label("読みました。同意します").check()
    _taps(his, "つながる")
    expect(his.locator("main")).to_contain_text("家族とつながりました")

    page.goto("/me/delegates/give/")
    _is_fit_for_everybody(page, "delegates-give")
    page.get_by_label("たのむ人の呼び名").fill("たろう")
    page.get_by_label("市民証を代わりに持つ").check()
    _taps(page, "決めて、コードを出す")
    _is_fit_for_everybody(page, "delegates-given")
    his.goto(f"/me/delegates/accept/?code={page.locator('.family-code code').inner_text()}")
    _is_fit_for_everybody(his, "delegates-accept")
    _taps(his, "引き受ける")
    expect(his.locator("main")).to_contain_text("使えます")
    _is_fit_for_everybody(his, "delegates")
    page.goto("/me/family/")
    _is_fit_for_everybody(page, "family")

    page.goto("/me/consents/")
    _is_fit_for_everybody(page, "consents")
    page.get_by_role("link", name="「こどもの市民証を、親の端末に入れる」の文と控え").tap()
    expect(page.locator("h1")).to_have_text("同意の控え")
    _is_fit_for_everybody(page, "consent")
    _taps(page, "取りやめる")
    expect(page.locator("main")).to_contain_text("同意を取りやめました")
    page.goto("/apps/card/for-others/")
    expect(page.get_by_role("button", name="さくらの市民証を持つ")).to_be_visible()
    assert mother.troubles() == []
    assert father.troubles() == []


def test_a_counter_writes_a_mandate_down_and_lets_the_delegate_fetch_papers(visit: Visit) -> None:
    clerk = visit("desktop", login="tokunaga").opens("/staff/family/")
    clerk.get_by_label("氏名").fill("例示　一郎")
    clerk.locator("main form").first.locator("[name=birth_date]").fill("1949-01-15")
    clerk.locator("main form").first.locator("[name=purpose]").fill("委任を書きとめるため、運転免許証で確認")
    _clicks(clerk, "さがす")
    _is_fit_for_a_desk(clerk, "staff-family-person")
    clerk.get_by_label("本人の呼び名").fill("いちろう")
    clerk.get_by_label("たのむ人の呼び名").fill("となりの人")
    clerk.get_by_label("窓口で書類を受け取る・出す").check()
    _clicks(clerk, "書きとめて、コードを出す")
    _is_fit_for_a_desk(clerk, "staff-family-given")
    code = clerk.locator(".family-code code").inner_text()
    number = clerk.locator("dt:has-text('委任の番号') + dd").inner_text()

    delegate = _proven(visit, "card-5", nickname="さきこ")
    page = delegate.opens(f"/me/delegates/accept/?code={code}")
    _taps(page, "引き受ける")

    clerk.goto("/staff/family/")
    clerk.locator("[name=by-number]").fill(number.lower())
    clerk.locator("[name=by-purpose]").fill("マイナンバーカードで本人を確認")
    _clicks(clerk, "委任を見る")
    _is_fit_for_a_desk(clerk, "staff-family-mandate")
    clerk.get_by_label("内容").fill("住民票の写し1通")
    clerk.get_by_label("手数料").fill("300")
    _clicks(clerk, "したことを記録する")
    expect(clerk.locator("main")).to_contain_text("記録しました")
    page.reload()
    page.get_by_text("使った記録").tap()
    expect(page.locator("main")).to_contain_text("住民票の写し1通")


def _clicks(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def _is_fit_for_a_desk(page: Page, name: str) -> None:
    looking.keep_picture(page, f"{name}-desktop")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
