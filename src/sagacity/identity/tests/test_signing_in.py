from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from sagacity.identity import grants, models, staff, tries
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock, policy

pytestmark = pytest.mark.django_db


def _stranger(address: str) -> Actor:
    return Actor(address=address)


def test_a_member_of_staff_signs_in_and_goes_on_to_the_page_she_wanted(koga: StaffActor) -> None:
    browser = Actor()

    answer = browser.client.post(
        policy.SIGN_IN, {"login": "koga", "password": koga.password, "next": "/staff/account/"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == "/staff/account/"
    assert "古賀 真理" in browser.sees("/staff/account/")


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"]
)
def test_nobody_is_sent_to_another_site_after_signing_in(koga: StaffActor, place: str) -> None:
    answer = Client().post(policy.SIGN_IN, {"login": "koga", "password": koga.password, "next": place})

    assert answer.status_code == 302
    assert answer["Location"] == "/staff/"


def test_the_number_of_the_session_changes_at_sign_in_so_a_planted_one_is_worthless(koga: StaffActor) -> None:
    browser = Client()
    planted = browser.session
    planted["x"] = 1
    planted.save()
    browser.cookies["sagacity_staff"] = planted.session_key or ""

    browser.post(policy.SIGN_IN, {"login": "koga", "password": koga.password})

    assert browser.cookies["sagacity_staff"].value != planted.session_key
    assert browser.cookies["sagacity_staff"]["httponly"]


def test_a_wrong_password_is_answered_in_plain_words_and_does_not_say_which_half_was_wrong(
    koga: StaffActor,
) -> None:
    browser = Actor()

    known = browser.signs_in("koga", "ちがう")
    known_text = browser.sees()
    browser.signs_in("nobody", "ちがう")

    assert known.status_code == 401
    assert "組み合わせが違います" in known_text
    assert "組み合わせが違います" in browser.sees()


def test_guessing_from_one_place_must_wait_longer_and_longer_but_the_owner_elsewhere_gets_in(
    koga: StaffActor,
) -> None:
    guesser = _stranger("203.0.113.5")
    for _ in range(tries.FREE_TRIES):
        assert guesser.signs_in("koga", "ちがう").status_code == 401

    assert guesser.signs_in("koga", koga.password).status_code == 429
    assert "止めています" in guesser.sees()
    assert _stranger("203.0.113.6").signs_in("koga", koga.password).status_code == 200


def test_a_browser_that_succeeded_before_is_not_held_up_by_a_guesser_behind_the_same_address(
    koga: StaffActor,
) -> None:
    address = "198.51.100.20"
    own = Actor(address=address)
    own.signs_in("koga", koga.password)
    own.sends("/staff/sign-out/")
    guesser = _stranger(address)
    for _ in range(tries.FREE_TRIES):
        guesser.signs_in("koga", "ちがう")

    assert guesser.signs_in("koga", koga.password).status_code == 429
    assert own.signs_in("koga", koga.password).status_code == 200


def test_waits_grow_from_nothing_to_a_quarter_of_an_hour_and_no_further() -> None:
    waits = [tries.wait_after(failures) for failures in range(1, 30)]

    assert waits[0] == waits[3] == timedelta(0)
    assert waits[4] == timedelta(seconds=15)
    assert waits[5] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=15)


def test_success_clears_the_count(koga: StaffActor) -> None:
    browser = _stranger("203.0.113.9")
    for _ in range(tries.FREE_TRIES - 1):
        browser.signs_in("koga", "ちがう")
    browser.signs_in("koga", koga.password)
    browser.sends("/staff/sign-out/")

    assert browser.signs_in("koga", "ちがう").status_code == 401


def test_signing_in_without_the_token_of_the_form_is_refused(koga: StaffActor) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(policy.SIGN_IN, {"login": "koga", "password": koga.password})

    assert answer.status_code == 403


def test_an_hour_without_work_ends_the_session_and_says_so(koga: StaffActor) -> None:
    session = koga.client.session
    session["seen_at"] = (clock.now() - timedelta(minutes=61)).timestamp()
    session.save()

    text = koga.sees("/staff/account/")

    assert "しばらく操作がなかったため" in text
    assert not models.StaffSession.objects.exists()


def test_signing_out_needs_a_button_and_closes_the_door(koga: StaffActor) -> None:
    assert koga.client.get("/staff/sign-out/").status_code == 405

    koga.sends("/staff/sign-out/")

    assert koga.client.get("/staff/account/").status_code == 302


def test_an_account_that_was_closed_is_out_at_once_everywhere(koga: StaffActor, admin: StaffActor) -> None:
    staff.deactivate(staff=koga.key, by=admin.person, at=clock.now())

    assert koga.client.get("/staff/account/").status_code == 302
    assert Actor().signs_in("koga", koga.password).status_code == 401


def test_a_role_works_only_between_its_days(koga: StaffActor, admin: StaffActor) -> None:
    today = clock.day(clock.now())
    member = staff.member(koga.key)
    grants.take_role(staff_key=koga.key, grant=member.grants[0].key, by=admin.person, at=clock.now())
    ended = grants.Gift(
        staff=koga.key,
        role="data_approver",
        columns=(),
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=1),
        reason="応援のため",
    )
    grants.give(ended, by=admin.person, at=clock.now())

    assert koga.person.permissions == frozenset()


def test_giving_the_password_again_while_signed_in_begins_a_new_session(koga: StaffActor) -> None:
    before = koga.client.cookies["sagacity_staff"].value

    answer = koga.signs_in("koga", koga.password)

    assert answer.status_code == 200
    assert koga.client.cookies["sagacity_staff"].value != before
    assert models.StaffSession.objects.count() == 1


def test_tables_and_models_agree() -> None:
    call_command("makemigrations", "identity", check=True, dry_run=True, verbosity=0)
