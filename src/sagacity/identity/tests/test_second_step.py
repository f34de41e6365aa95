import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from sagacity.identity import half_way, models, second_factors, tries
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.tests.phones import set_up
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

pytestmark = pytest.mark.django_db

CODE, ENROL, ACCOUNT = "/staff/sign-in/code/", "/staff/sign-in/second-factor/", "/staff/account/"


@pytest.fixture
def needed(settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = "needed"  # type: ignore[attr-defined]


def _staff_pages(resolver: URLResolver, prefix: str = "/") -> list[str]:
    pages: list[str] = []
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            pages += _staff_pages(entry, path)
        elif isinstance(entry, URLPattern):
            rule = policy.rule_of(entry.callback)
            if rule and rule.needs_staff:
                pages.append(re.sub(r"<int:\w+>", "1", path))
    return [re.sub(r"<[^>]+>", "x", page) for page in pages]


STAFF_PAGES = sorted(_staff_pages(get_resolver()))


def _written(key: str, action: str) -> int:
    return sum(line.action == action for line in audit.about(thing=key))


def _secret_shown(actor: Actor) -> str:
    found = re.search(r"キー ([A-Z2-7 ]{39})", actor.sees())
    assert found, "no secret is shown"
    return found[1].replace(" ", "")


def _opens_nothing(client: Client) -> None:
    for page in STAFF_PAGES:
        answer = client.get(page)
        assert answer.status_code in {302, 404, 405}, page
        if answer.status_code == 302:
            assert answer["Location"].startswith(policy.SIGN_IN), page


def test_after_the_password_the_code_is_asked_and_leads_to_the_page_she_wanted(koga: StaffActor) -> None:
    phone, _ = set_up("koga")
    browser = Actor()

    browser.signs_in("koga", koga.password, next=ACCOUNT)
    assert "パスワードは合っています" in browser.sees()
    browser.sends(CODE, code=phone.shows(), next=ACCOUNT)

    assert "古賀 真理" in browser.sees()


def test_half_way_in_opens_no_page_of_staff_at_all(koga: StaffActor) -> None:
    set_up("koga")
    browser = Actor()
    browser.signs_in("koga", koga.password)

    assert len(STAFF_PAGES) > 60
    _opens_nothing(browser.client)


def test_the_number_of_the_session_is_new_afterwards_and_the_half_way_one_is_worthless(
    koga: StaffActor,
) -> None:
    phone, _ = set_up("koga")
    browser, thief = Actor(), Actor()
    browser.signs_in("koga", koga.password)
    half = browser.client.cookies["sagacity_staff"].value
    thief.client.cookies["sagacity_staff"] = half

    browser.sends(CODE, code=phone.shows())
    thief.sends(CODE, code=phone.shows(1))

    assert browser.client.cookies["sagacity_staff"].value != half
    assert thief.client.get(ACCOUNT).status_code == 302
    assert "時間がたったため" in thief.sees()


def test_a_code_that_was_looked_at_over_the_shoulder_is_refused(koga: StaffActor) -> None:
    phone, _ = set_up("koga")
    owner, thief = Actor(), Actor(address="203.0.113.7")
    owner.signs_in("koga", koga.password)
    owner.sends(CODE, code=phone.shows())

    thief.signs_in("koga", koga.password)
    answer = thief.sends(CODE, code=phone.shows())

    assert answer.status_code == 401
    assert "一度しか使えません" in thief.sees()
    assert thief.client.get(ACCOUNT).status_code == 302
    assert _written(koga.key, "staff.second_factor_failed") == 1


def test_guessing_codes_must_wait_and_the_right_password_does_not_buy_more_but_the_owner_gets_in(
    koga: StaffActor,
) -> None:
    phone, _ = set_up("koga")
    guesser = Actor(address="203.0.113.5")
    for _number in range(tries.FREE_TRIES):
        guesser.signs_in("koga", koga.password)
        answer = guesser.sends(CODE, code="x")

    assert answer.status_code == 429
    assert "止めています" in guesser.sees()
    assert guesser.signs_in("koga", koga.password).status_code == 429
    assert guesser.sends(CODE, code=phone.shows()).status_code == 429

    owner = Actor(address="203.0.113.6")
    owner.signs_in("koga", koga.password)
    owner.sends(CODE, code=phone.shows())
    assert owner.client.get(ACCOUNT).status_code == 200


def test_a_password_given_too_long_ago_is_asked_again(koga: StaffActor) -> None:
    phone, _ = set_up("koga")
    browser = Actor()
    browser.signs_in("koga", koga.password)
    session = browser.client.session
    said = session["half_way"]
    session["half_way"] = {**said, "at": said["at"] - half_way.GOOD_FOR.total_seconds() - 1}
    session.save()

    browser.sends(CODE, code=phone.shows())

    assert "時間がたったため" in browser.sees()
    assert browser.client.get(ACCOUNT).status_code == 302


@pytest.mark.parametrize("what", ["password", "closed"])
def test_half_way_in_ends_when_the_account_changes(koga: StaffActor, what: str) -> None:
    phone, _ = set_up("koga")
    browser = Actor()
    browser.signs_in("koga", koga.password)
    row = models.StaffAccount.objects.get(login="koga")
    row.set_password("another long password") if what == "password" else setattr(row, "is_active", False)
    row.save()

    browser.sends(CODE, code=phone.shows())

    assert browser.client.get(ACCOUNT).status_code == 302


def test_whoever_lost_the_telephone_comes_in_with_a_spare_code_and_hears_how_many_are_left(
    koga: StaffActor,
) -> None:
    _, codes = set_up("koga")
    browser = Actor()
    browser.signs_in("koga", koga.password)

    browser.sends(CODE, code=codes[0], next=ACCOUNT)

    assert "残りは7個" in browser.sees()


def test_after_a_change_of_the_key_of_the_house_the_page_says_what_to_do(
    koga: StaffActor, settings: Settings
) -> None:
    phone, codes = set_up("koga")
    settings.SECRET_KEY = "another key of the house, fifty characters or more."
    browser = Actor()
    browser.signs_in("koga", koga.password)

    assert browser.sends(CODE, code=phone.shows()).status_code == 401
    assert "予備コードを入れてください" in browser.sees()
    browser.sends(CODE, code=codes[0])
    assert browser.client.get(ACCOUNT).status_code == 200
    browser.sends("/staff/account/second-factor/codes/", **{"sheet-code": phone.shows()})
    assert "予備コードを入れてください" in browser.sees()


def test_she_sets_it_up_on_her_account_page_with_her_password_and_a_first_code(koga: StaffActor) -> None:
    page = koga.opens("/staff/account/second-factor/").content.decode()
    secret = _secret_shown(koga)
    code = pyotp.TOTP(secret).at(clock.now())
    assert "<svg" in page

    koga.sends("/staff/account/second-factor/", code=code, password="ちがう")
    assert not models.SecondFactor.objects.exists()
    koga.sends("/staff/account/second-factor/", code=code, password=koga.password)

    assert koga.answer is not None
    assert len(re.findall(r"<code>(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}</code>", koga.answer.content.decode())) == 8
    assert "予備コードは残り8個" in koga.sees(ACCOUNT)
    assert secret not in koga.opens(ACCOUNT).content.decode().replace(" ", "")


def test_the_secret_shown_before_the_first_code_is_sealed_and_of_this_session_alone(koga: StaffActor) -> None:
    koga.opens("/staff/account/second-factor/")
    secret = _secret_shown(koga)
    elsewhere = Actor()
    elsewhere.signs_in("koga", koga.password)
    elsewhere.opens("/staff/account/second-factor/")

    assert secret not in str(dict(koga.client.session.items()))
    assert _secret_shown(elsewhere) != secret


def test_another_telephone_begins_by_taking_the_old_one_away(koga: StaffActor) -> None:
    phone, _ = set_up("koga")

    koga.sends("/staff/account/second-factor/remove/", **{"remove-code": "123456x"})
    assert models.SecondFactor.objects.exists()
    koga.sends("/staff/account/second-factor/remove/", **{"remove-code": phone.shows()})

    assert not models.SecondFactor.objects.exists()


def test_new_spare_codes_are_told_to_whoever_shows_a_code(koga: StaffActor) -> None:
    phone, old = set_up("koga")

    koga.sends("/staff/account/second-factor/codes/", **{"sheet-code": phone.shows()})

    assert "見えるのは、いまだけ" in koga.sees()
    assert old[0] not in koga.sees()


def test_two_people_reset_it_with_a_reason_and_its_owner_is_told_once(
    koga: StaffActor, admin: StaffActor, soumu: StaffActor
) -> None:
    set_up("koga")
    admin.sends("/staff/people/koga/second-factor/reset/", reason="")
    assert models.SecondFactor.objects.exists()

    admin.sends("/staff/people/koga/second-factor/reset/", reason="紛失。職員証で確かめた。")
    assert models.SecondFactor.objects.exists()
    (waiting,) = proposals.waiting_for(soumu.person, at=clock.now())
    soumu.sends(f"/staff/proposals/{waiting.key}/", answer="approve")
    koga.signs_in("koga", koga.password, next=ACCOUNT)

    assert "あなたの2段階目を外しました" in koga.sees()
    assert _written(koga.key, "staff.second_factor_reset_told") == 1
    koga.sends("/staff/sign-out/")
    koga.signs_in("koga", koga.password, next=ACCOUNT)
    assert "外しました" not in koga.sees()


def test_only_administrators_reset(koga: StaffActor, nakamura: StaffActor) -> None:
    set_up("koga")

    answer = nakamura.sends("/staff/people/koga/second-factor/reset/", reason="紛失")

    assert answer.status_code == 403
    assert models.SecondFactor.objects.exists()


def test_where_it_is_needed_a_password_leads_to_setting_it_up_and_opens_nothing_else(
    koga: StaffActor, needed: None
) -> None:
    browser = Actor()
    browser.signs_in("koga", koga.password, next=ACCOUNT)
    assert "ほかのページは開きません" in browser.sees()
    _opens_nothing(browser.client)
    browser.opens(ENROL)
    assert browser.sends(ENROL, code="x").status_code == 401

    browser.sends(ENROL, code=pyotp.TOTP(_secret_shown(browser)).at(clock.now()), next=ACCOUNT)

    assert "見えるのは、いまだけ" in browser.sees()
    assert browser.client.get(ACCOUNT).status_code == 200
    assert browser.client.get(CODE).status_code == 302


def test_where_it_is_needed_a_session_from_before_ends(koga: StaffActor, needed: None) -> None:
    assert koga.client.get(ACCOUNT).status_code == 302


def test_where_it_is_off_the_password_is_enough_and_nothing_is_offered(
    koga: StaffActor, settings: object
) -> None:
    set_up("koga")
    settings.STAFF_SECOND_FACTOR = "off"  # type: ignore[attr-defined]

    koga.signs_in("koga", koga.password, next=ACCOUNT)

    assert "古賀 真理" in koga.sees()
    assert "2段階目" not in koga.sees()
    assert koga.client.get("/staff/account/second-factor/").status_code == 404


def test_where_somebody_has_one_setting_up_another_half_way_is_not_possible(
    koga: StaffActor, needed: None
) -> None:
    set_up("koga")
    browser = Actor()
    browser.signs_in("koga", koga.password)

    browser.opens(ENROL)
    assert "パスワードは合っています。もう1段階" in browser.sees()


def test_giving_a_password_as_somebody_else_signs_the_first_one_out(
    koga: StaffActor, nakamura: StaffActor
) -> None:
    set_up("nakamura")

    koga.signs_in("nakamura", nakamura.password)

    _opens_nothing(koga.client)


def test_nobody_is_half_way_in_without_a_password() -> None:
    browser = Actor()

    for page in (CODE, ENROL):
        assert browser.client.get(page)["Location"].startswith(policy.SIGN_IN)
        assert browser.client.post(page, {"code": "123456"})["Location"].startswith(policy.SIGN_IN)


def test_those_who_stopped_half_way_are_forgotten(koga: StaffActor) -> None:
    from django.contrib.sessions.models import Session

    from sagacity.identity import session_store, sessions

    set_up("koga")
    browser = Actor()
    browser.signs_in("koga", koga.password)
    number = session_store.number(browser.client.session.session_key)
    assert Session.objects.filter(session_key=number).exists()

    sessions.prune(at=clock.now() + half_way.GOOD_FOR + timedelta(seconds=5))

    assert not Session.objects.filter(session_key=number).exists()
    assert second_factors.of(koga.key) is not None
