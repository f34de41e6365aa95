"""Passkeys of staff: one thing of theirs opens, each answer once, and losing it is no disaster."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.identity import (
    ceremonies,
    factor_resets,
    models,
    passkeys,
    second_factors,
    sessions,
    staff,
    tries,
)
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.tests.authenticator import Authenticator
from sagacity.identity.tests.phones import set_up
from sagacity.kit import clock
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db

ACCOUNT = "/staff/account/"
OWN, ALONE = "/staff/account/passkeys/", "/staff/sign-in/passkey/"
AFTER, FIRST = "/staff/sign-in/code/passkey/", "/staff/sign-in/second-factor/passkey/"


def _sends(actor: Actor, path: str, body: dict[str, Any]) -> Any:
    return actor.client.post(path, data=body, content_type="application/json")


def _makes(actor: Actor, phone: Authenticator, *, at: str = OWN, **more: Any) -> Any:
    asked = _sends(actor, f"{at}new.json", {}).json()
    if "publicKey" not in asked:
        return _sends(actor, f"{at}new.json", {})
    return _sends(actor, f"{at}add.json", {"answer": phone.makes(asked), **more})


def _uses(actor: Actor, phone: Authenticator, *, at: str = ALONE, **more: Any) -> Any:
    asked = _sends(actor, f"{at}ask.json", {}).json()
    return _sends(actor, f"{at}use.json", {"answer": phone.uses(asked), **more})


def _written(key: str, action: str) -> int:
    return sum(line.action == action for line in audit.about(thing=key))


def _is_in(actor: Actor) -> bool:
    return actor.client.get(ACCOUNT).status_code == 200


@pytest.fixture
def phone(koga: StaffActor) -> Authenticator:
    """Koga's telephone, with a passkey that she made at her desk."""
    made = Authenticator()
    assert _makes(koga, made, name="公用スマホ").json() == {"next": "/staff/account/"}
    return made


def test_a_clerk_makes_a_passkey_and_comes_in_with_it_alone(koga: StaffActor, phone: Authenticator) -> None:
    assert "公用スマホ" in koga.sees(ACCOUNT)
    assert _written(koga.key, "staff.passkey_add") == 1
    other = Actor(address="192.0.2.99")

    answer = _uses(other, phone, next="/desk/data/")

    assert answer.json() == {"next": "/desk/data/"}
    assert "古賀 真理" in other.sees(ACCOUNT)
    assert _written(koga.key, "staff.sign_in.passkey") == 1
    assert "最後に使った時" in other.sees(ACCOUNT)


def test_it_counts_as_both_steps_where_the_city_needs_two(
    koga: StaffActor, phone: Authenticator, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = "needed"
    other = Actor()

    _uses(other, phone)

    assert _is_in(other)
    assert other.client.session[sessions.SECOND] is True


def test_a_known_password_is_not_enough_any_more_and_the_passkey_completes_it(
    koga: StaffActor, phone: Authenticator
) -> None:
    other = Actor()
    other.signs_in("koga", koga.password)
    assert "パスキーで確かめる" in other.sees()
    assert not _is_in(other)

    asked = _sends(other, f"{AFTER}ask.json", {}).json()
    assert len(asked["publicKey"]["allowCredentials"]) == 1
    answer = _sends(other, f"{AFTER}use.json", {"answer": phone.uses(asked)})

    assert answer.status_code == 200
    assert _is_in(other)


def test_after_the_password_a_colleagues_passkey_opens_nothing(
    koga: StaffActor, phone: Authenticator, nakamura: StaffActor
) -> None:
    foreign = Authenticator()
    _makes(nakamura, foreign)
    other = Actor()
    other.signs_in("koga", koga.password)

    assert _uses(other, foreign, at=AFTER).status_code == 400
    assert not _is_in(other)


def test_an_answer_for_the_second_step_is_none_for_the_first_and_the_reverse(
    koga: StaffActor, phone: Authenticator
) -> None:
    other = Actor()
    other.signs_in("koga", koga.password)
    asked = _sends(other, f"{AFTER}ask.json", {}).json()
    assert _sends(other, f"{ALONE}use.json", {"answer": phone.uses(asked)}).status_code == 400

    asked = _sends(other, f"{ALONE}ask.json", {}).json()
    assert _sends(other, f"{AFTER}use.json", {"answer": phone.uses(asked)}).status_code == 400
    assert not _is_in(other)


def test_several_passkeys_are_listed_renamed_and_removed(koga: StaffActor, phone: Authenticator) -> None:
    desk = Authenticator()
    _makes(koga, desk, name="庁内のパソコン")
    first, second = passkeys.of(koga.key)

    koga.sends(f"{OWN}{second.number}/", act="rename", name="USBキー")
    assert "USBキー" in koga.sees(ACCOUNT)
    koga.sends(f"{OWN}{first.number}/", act="remove")

    assert [one.name for one in passkeys.of(koga.key)] == ["USBキー"]
    assert _uses(Actor(), phone).status_code == 400
    assert _uses(Actor(), desk).status_code == 200
    assert _written(koga.key, "staff.passkey_remove") == 1


def test_nobody_renames_or_removes_a_colleagues(
    koga: StaffActor, phone: Authenticator, nakamura: StaffActor
) -> None:
    (one,) = passkeys.of(koga.key)

    nakamura.sends(f"{OWN}{one.number}/", act="rename", name="私の")
    nakamura.sends(f"{OWN}{one.number}/", act="remove")

    assert [each.name for each in passkeys.of(koga.key)] == ["公用スマホ"]


def test_the_ways_in_are_changed_only_by_who_has_just_signed_in(
    koga: StaffActor, phone: Authenticator
) -> None:
    session = koga.client.session
    session[sessions.BEGAN] -= sessions.FRESH_FOR.total_seconds() + 1
    session.save()
    (one,) = passkeys.of(koga.key)

    asked = _sends(koga, f"{OWN}new.json", {}).json()
    koga.sends(f"{OWN}{one.number}/", act="remove")

    assert asked["next"].startswith("/staff/sign-in/?why=again")
    assert "もう一度サインインしてください" in koga.sees()
    assert len(passkeys.of(koga.key)) == 1
    assert koga.sends("/staff/account/codes/").status_code == 200
    assert "もう一度サインインしてください" in koga.sees()

    _uses(koga, phone)
    koga.sends(f"{OWN}{one.number}/", act="remove")
    assert passkeys.of(koga.key) == []


def test_a_session_that_showed_only_the_password_changes_no_ways_in(koga: StaffActor) -> None:
    early = Actor()
    early.signs_in("koga", koga.password)
    _makes(koga, Authenticator())

    asked = _sends(early, f"{OWN}new.json", {}).json()

    assert asked["next"].startswith("/staff/sign-in/?why=again")


def test_spare_codes_stand_in_for_a_lost_telephone(koga: StaffActor, phone: Authenticator) -> None:
    koga.sends("/staff/account/codes/")
    page = koga.answer.content.decode() if koga.answer else ""
    spare = page.split("<li><code>")[1].split("<")[0]
    assert "予備コードは残り8個" in koga.sees(ACCOUNT)
    other = Actor()
    other.signs_in("koga", koga.password)

    other.sends("/staff/sign-in/code/", code=spare)

    assert _is_in(other)
    assert "残りは7個" in other.sees() or "残り7個" in other.sees(ACCOUNT)


def test_spare_codes_outlive_the_app_as_long_as_there_is_a_passkey(
    koga: StaffActor, phone: Authenticator
) -> None:
    _app, codes = set_up("koga")
    row = models.StaffAccount.objects.get(login="koga")

    second_factors.remove(row, code=codes[0], at=clock.now())
    assert row.spare_codes.count() == 7
    passkeys.remove(row, number=passkeys.of(koga.key)[0].number, at=clock.now())

    assert row.spare_codes.count() == 0


def test_a_reset_takes_passkeys_too_ends_sessions_and_is_told(
    koga: StaffActor, phone: Authenticator, admin: StaffActor, soumu: StaffActor
) -> None:
    page = admin.sees("/staff/people/koga/")
    assert "2段階目を外す" in page

    factor_resets.reset(
        staff=koga.key,
        reason="紛失。顔で確かめた。",
        by=admin.person,
        approved_by=soumu.person,
        at=clock.now(),
    )

    assert passkeys.of(koga.key) == []
    assert not _is_in(koga)
    assert _uses(Actor(), phone).status_code == 400
    koga.signs_in("koga", koga.password)
    assert "あなたの2段階目を外しました" in koga.sees()


def test_a_copied_passkey_is_stopped_and_its_owner_reads_why(koga: StaffActor, phone: Authenticator) -> None:
    copied = copy.copy(phone)
    _uses(Actor(), phone)
    _uses(Actor(), phone)

    answer = _uses(Actor(), copied)

    assert answer.status_code == 400
    assert "写し" in answer.json()["problem"]
    assert _uses(Actor(), phone).status_code == 400, "nobody can say which of the two is the owner's"
    assert "写しが作られたおそれ" in koga.sees(ACCOUNT)
    assert _written(koga.key, "staff.passkey_copied") == 1
    other = Actor()
    other.signs_in("koga", koga.password)
    assert not _is_in(other), "a stopped passkey does not make a password enough"


def test_an_answer_that_is_sent_twice_opens_once_and_stops_nothing(
    koga: StaffActor, phone: Authenticator
) -> None:
    other = Actor()
    asked = _sends(other, f"{ALONE}ask.json", {}).json()
    said = {"answer": phone.uses(asked)}
    cookie = other.client.cookies[passkeys.SALT].value
    assert _sends(other, f"{ALONE}use.json", said).status_code == 200
    thief = Actor()
    thief.client.cookies[passkeys.SALT] = cookie

    assert _sends(thief, f"{ALONE}use.json", said).status_code == 400

    assert not _is_in(thief)
    assert [one.stopped for one in passkeys.of(koga.key)] == [False]
    assert _uses(Actor(), phone).status_code == 200


def test_keys_kept_in_a_cloud_count_nothing_and_work(koga: StaffActor) -> None:
    phone = Authenticator()
    for does in (_makes, _uses, _uses):
        phone.count = -1
        assert does(koga, phone).status_code == 200


def test_a_residents_passkey_opens_no_door_of_staff_nor_the_reverse(
    koga: StaffActor, phone: Authenticator, hanako: Actor
) -> None:
    hers = Authenticator()
    asked = _sends(hanako, "/me/passkeys/new.json", {}).json()
    _sends(hanako, "/me/passkeys/add.json", {"answer": hers.makes(asked)})

    refused = _uses(Actor(), hers)
    assert refused.status_code == 400
    assert "職員用のパスキー" in refused.json()["problem"]

    asked = _sends(hanako, "/me/passkeys/ask.json", {}).json()
    answer = _sends(hanako, "/me/passkeys/use.json", {"answer": phone.uses(asked)})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "phone_of_elsewhere",
    [Authenticator(origin="https://localhost.evil.example"), Authenticator(rp_id="evil.example")],
    ids=["made on another site", "made for another site"],
)
def test_a_passkey_of_another_site_is_refused(koga: StaffActor, phone_of_elsewhere: Authenticator) -> None:
    assert _makes(koga, phone_of_elsewhere).status_code == 400
    assert passkeys.of(koga.key) == []


def test_without_finger_face_or_pin_it_is_refused(koga: StaffActor, phone: Authenticator) -> None:
    phone.flags = phone.flags.__class__.UP

    assert _uses(Actor(), phone).status_code == 400
    assert _written(koga.key, "staff.passkey_failed") == 1


def test_in_production_only_the_very_address_counts(koga: StaffActor, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://city.example.jp"
    beside = Authenticator(origin="https://shop.city.example.jp", rp_id="city.example.jp")
    right = Authenticator(origin="https://city.example.jp", rp_id="city.example.jp")

    assert _makes(koga, beside).status_code == 400
    assert _makes(koga, right).status_code == 200


def test_where_the_city_is_only_a_number_the_page_offers_none_and_a_password_is_still_not_enough(
    koga: StaffActor, phone: Authenticator, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://203.0.113.5"
    other = Actor()

    assert "data-passkeys" not in other.opens("/staff/sign-in/").content.decode()
    assert _sends(other, f"{ALONE}ask.json", {}).status_code == 400
    other.signs_in("koga", koga.password)
    assert not _is_in(other)


def test_who_is_closed_is_told_so_and_nothing_opens(koga: StaffActor, phone: Authenticator) -> None:
    models.StaffAccount.objects.filter(login="koga").update(is_active=False)
    other = Actor()

    answer = _uses(other, phone)

    assert answer.status_code == 403
    assert "アカウントが停止されている" in answer.json()["problem"]
    assert not _is_in(other)
    assert _written(koga.key, "staff.sign_in_closed") == 1


def test_who_has_no_role_any_more_comes_in_and_reads_what_to_do(
    koga: StaffActor, phone: Authenticator
) -> None:
    yesterday = clock.day(clock.now()) - timedelta(days=1)
    models.RoleGrant.objects.update(starts_on=yesterday, ends_on=yesterday)
    other = Actor()

    _uses(other, phone)

    assert "いま使える役割がありません" in other.sees("/staff/")
    assert "役割の期間が終わった" in other.sees(ACCOUNT)
    assert other.client.get("/desk/data/").status_code == 403


def test_wrong_answers_must_wait_and_nobody_elsewhere_does(koga: StaffActor, phone: Authenticator) -> None:
    guesser = Actor(address="203.0.113.5")
    forged = Authenticator()
    forged.id = phone.id

    statuses = [_uses(guesser, forged).status_code for _ in range(tries.FREE_TRIES + 1)]

    assert statuses[-1] == 429
    assert _uses(Actor(address="203.0.113.6"), phone).status_code == 200
    known = Actor(address="203.0.113.5")
    known.signs_in("koga", "not the password")
    assert known.answer is not None
    assert known.answer.status_code == 401, "passwords are counted by themselves"


def test_the_browser_she_used_before_waits_for_nobody_at_the_same_place(
    koga: StaffActor, phone: Authenticator
) -> None:
    hers, forged = Actor(address="203.0.113.5"), Authenticator()
    forged.id = phone.id
    _uses(hers, phone)
    for _ in range(tries.FREE_TRIES + 2):
        _uses(Actor(address="203.0.113.5"), forged)

    assert _uses(hers, phone).status_code == 200


def test_unknown_passkeys_are_counted_against_nobody(koga: StaffActor) -> None:
    for _ in range(tries.FREE_TRIES + 2):
        assert _uses(Actor(address="203.0.113.5"), Authenticator()).status_code == 400

    assert not models.SignInAttempts.objects.exists()


def test_where_a_second_factor_is_needed_a_passkey_can_be_the_first(
    koga: StaffActor, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = "needed"
    newcomer, phone = Actor(), Authenticator()
    newcomer.signs_in("koga", koga.password)
    assert "アプリのかわりに、パスキーを作る" in newcomer.sees()

    answer = _makes(newcomer, phone, at=FIRST, name="スマホ")

    assert answer.json() == {"next": "/staff/account/"}
    assert _is_in(newcomer)
    assert _uses(Actor(), phone).status_code == 200


@pytest.mark.parametrize("has", ["app", "passkey"])
def test_a_known_password_adds_no_passkey_beside_a_second_factor(
    koga: StaffActor, settings: Settings, has: str
) -> None:
    if has == "app":
        set_up("koga")
    else:
        _makes(koga, Authenticator())
    settings.STAFF_SECOND_FACTOR = "needed"
    thief = Actor()
    thief.signs_in("koga", koga.password)

    answer = _sends(thief, f"{FIRST}new.json", {})

    assert answer.status_code == 400
    assert "設定してあります" in answer.json()["problem"]
    thief.sends("/staff/sign-in/second-factor/", code="123456")
    assert "確認コード" in thief.sees()


@pytest.mark.parametrize("path", [f"{AFTER}ask.json", f"{FIRST}new.json"])
def test_without_a_password_before_there_is_no_second_step(path: str, db: None) -> None:
    answer = _sends(Actor(), path, {})

    assert answer.json() == {"next": "/staff/sign-in/?why=late"}


@pytest.mark.parametrize("broken", [{}, {"answer": 1}, {"answer": {}}, [], "x"])
def test_nonsense_is_refused_in_words(koga: StaffActor, broken: Any) -> None:
    for path in (f"{OWN}add.json", f"{ALONE}use.json"):
        answer = _sends(koga, path, broken)
        assert (answer.status_code, list(answer.json())) == (400, ["problem"])


def test_a_challenge_is_good_for_some_minutes(
    koga: StaffActor, phone: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _sends(koga, f"{ALONE}ask.json", {}).json()
    monkeypatch.setattr(ceremonies, "GOOD_FOR", timedelta(seconds=-1))

    assert _sends(koga, f"{ALONE}use.json", {"answer": phone.uses(asked)}).status_code == 400


def test_the_login_does_not_stand_in_what_the_thing_keeps(koga: StaffActor) -> None:
    asked = _sends(koga, f"{OWN}new.json", {}).json()["publicKey"]

    assert asked["rp"]["id"] == "localhost"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert "koga" not in asked["user"]["id"]


def test_there_is_room_for_ten(koga: StaffActor) -> None:
    for _ in range(passkeys.MOST):
        assert _makes(koga, Authenticator()).status_code == 200

    assert _makes(koga, Authenticator()).status_code == 400


def test_who_leaves_the_city_leaves_no_passkey_that_opens(
    koga: StaffActor, phone: Authenticator, admin: StaffActor
) -> None:
    staff.deactivate(staff=koga.key, by=admin.person, at=clock.now())

    assert not _is_in(koga)
    assert _uses(Actor(), phone).status_code == 403
