"""My account: what I see, take along, end and get back; and how a clerk helps."""

import json
from datetime import timedelta
from typing import Any

import pytest

from sagacity.identity import api as identity
from sagacity.identity import models as devices
from sagacity.identity.accounts import api, ending, entering, jobs, models, receivers, sessions, testing
from sagacity.identity.accounts.tests.conftest import PostOffice, signs_in_by_mail
from sagacity.identity.register import api as register
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
MAIL = "hanako@example.jp"


@pytest.fixture
def clerk(staff_with: Any) -> StaffActor:
    actor: StaffActor = staff_with("juki", "resident_clerk", name="住基 太郎")
    return actor


def test_a_nickname_is_shown_and_everything_can_be_read_and_taken_along(
    hanako: Actor, post: PostOffice
) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    hanako.sends("/me/nickname/", nickname="はなちゃん")

    assert "はなちゃんさんのアカウント" in hanako.sees("/me/")
    page = hanako.sees("/me/data/")
    assert "メール：hanako@example.jp" in page
    taken = hanako.client.get("/me/data/export.json")
    assert "attachment" in taken["Content-Disposition"]
    kept = json.loads(taken.content)
    assert kept["account"]["nickname"] == "はなちゃん"
    assert [line["what"] for line in kept["what_happened"]] == ["resident.sign_in.mail", "resident.begin"]


def test_what_the_device_kept_is_there_on_the_second_device(hanako: Actor, post: PostOffice) -> None:
    hanako.sends("/start/garbage/")
    signs_in_by_mail(hanako, post, MAIL)
    tablet = Actor(address="192.0.2.77")
    signs_in_by_mail(tablet, post, MAIL)

    def notes(actor: Actor) -> Any:
        return actor.client.get("/me/data/export.json").json()["device"]["notes"]

    assert notes(tablet) == notes(hanako) != []


def test_a_lost_telephone_is_signed_out_from_elsewhere_and_others_hear_of_it(
    hanako: Actor, post: PostOffice, deliver: Any
) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    lost = models.Session.objects.get()
    tablet = Actor(address="192.0.2.77")
    signs_in_by_mail(tablet, post, MAIL)

    tablet.sends(f"/me/sessions/{lost.pk}/end/")

    assert hanako.client.get("/me/").status_code == 302
    assert tablet.client.get("/me/").status_code == 200
    assert not devices.Device.objects.filter(key=lost.device).exists()


def test_nobody_ends_the_session_of_somebody_else(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    testing.sign_in(thief := Actor())

    thief.sends(f"/me/sessions/{models.Session.objects.order_by('id')[0].pk}/end/")

    assert hanako.client.get("/me/").status_code == 200


def test_an_account_that_was_ended_comes_back_for_a_week(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    key = models.Account.objects.get().key
    assert "7日のあいだは" in hanako.sends("/me/end/").content.decode()
    with pytest.raises(api.NoSuchResident):
        api.resident(key)
    assert not models.Session.objects.exists()

    signs_in_by_mail(hanako, post, MAIL)

    assert api.resident(key).key == key


def test_after_a_week_nothing_of_it_is_left(hanako: Actor, post: PostOffice, deliver: Any) -> None:
    hanako.sends("/start/garbage/")
    signs_in_by_mail(hanako, post, MAIL)
    hanako.sends("/me/end/")

    jobs.forget_what_is_over(clock.now() + ending.COMES_BACK_FOR - timedelta(minutes=1))
    assert models.Account.objects.exists()
    jobs.forget_what_is_over(clock.now() + ending.COMES_BACK_FOR + timedelta(minutes=1))

    assert not models.Account.objects.exists()
    assert not devices.Device.objects.exists()
    deliver()


def test_ending_asks_once_more_who_it_is(resident_at: testing.ResidentAt) -> None:
    hanako = resident_at(1)
    models.Session.objects.update(signed_in_at=clock.now() - timedelta(minutes=20))

    answer = hanako.client.post("/me/end/")

    assert answer["Location"].startswith("/me/raise/?again=1")
    assert models.Account.objects.get().ended_at is None


def test_a_spare_code_opens_the_account_once(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    sheet = hanako.sends("/me/codes/").content.decode()
    codes = [part.split("</code>")[0] for part in sheet.split("<code>")[1:]]
    assert len(codes) == 8
    found = Actor(address="192.0.2.77")

    found.sends("/me/recover/", code=codes[0].lower().replace("-", " "))
    assert found.client.get("/me/").status_code == 200

    again = Actor(address="192.0.2.78")
    again.sends("/me/recover/", code=codes[0])
    assert again.client.get("/me/").status_code == 302
    assert "予備のコード" in str(post.to(MAIL)[-1]["Subject"])


def test_guessing_codes_is_slowed(hanako: Actor) -> None:
    answers = [hanako.client.post("/me/recover/", {"code": f"AAAA-{n}"}).status_code for n in range(13)]

    assert answers[0] == 400
    assert answers[-1] == 429


def test_a_clerk_gives_one_code_and_the_resident_can_read_who_did_so_for_what(
    hanako: Actor, post: PostOffice, clerk: StaffActor
) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    key = models.Account.objects.get().key
    refused = clerk.sends("/staff/residents/code/", mail=MAIL, purpose="  ")
    assert not models.SpareCode.objects.exists()
    assert refused.status_code == 400

    page = clerk.sends(
        "/staff/residents/code/", mail=MAIL, purpose="電話の紛失。免許証で確認。"
    ).content.decode()

    code = page.split("<code>")[1].split("</code>")[0]
    line = audit.about(thing=key)[0]
    assert (line.action, line.actor_name, line.purpose) == (
        "resident.help",
        "住基 太郎",
        "電話の紛失。免許証で確認。",
    )
    new_phone = Actor(address="192.0.2.99")
    new_phone.sends("/me/recover/", code=code)
    assert new_phone.client.get("/me/").status_code == 200


def test_a_code_of_a_clerk_is_good_for_half_an_hour(
    hanako: Actor, post: PostOffice, clerk: StaffActor
) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    page = clerk.sends("/staff/residents/code/", mail=MAIL, purpose="電話の紛失").content.decode()
    models.SpareCode.objects.update(until=clock.now())

    late = Actor(address="192.0.2.99")
    late.sends("/me/recover/", code=page.split("<code>")[1].split("</code>")[0])

    assert late.client.get("/me/").status_code == 302


def test_a_clerk_without_the_role_gives_none(hanako: Actor, post: PostOffice, koga: StaffActor) -> None:
    signs_in_by_mail(hanako, post, MAIL)

    assert koga.client.post("/staff/residents/code/", {"mail": MAIL, "purpose": "x"}).status_code == 403
    assert not models.SpareCode.objects.exists()


def test_whoever_left_the_town_is_no_citizen_and_keeps_the_account(hanako: Actor) -> None:
    key = testing.sign_in(hanako, level=2)
    inhabitant = api.resident(key).inhabitant

    receivers.who_left_is_no_citizen(
        register.Left(key=inhabitant, why="moved_out", on=clock.day(clock.now()))
    )

    assert not api.resident(key).verified
    assert "連絡先を確かめました" in hanako.sees("/me/")


def test_whoever_wipes_everything_on_one_browser_is_signed_out_on_all(
    hanako: Actor, post: PostOffice, deliver: Any
) -> None:
    hanako.sends("/start/garbage/")
    signs_in_by_mail(hanako, post, MAIL)

    hanako.sends("/settings/forget/")
    deliver()

    assert not models.Session.objects.exists()
    assert models.Account.objects.get().profile == ""


def test_sessions_that_nobody_used_for_too_long_end_with_their_browser(
    hanako: Actor, post: PostOffice
) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    device = models.Session.objects.get().device

    entering.end_what_is_over(at=clock.now() + models.idle_limit() + timedelta(days=1))

    assert not models.Session.objects.exists()
    assert not devices.Device.objects.filter(key=device).exists()


def test_the_home_of_a_newcomer_asks_nothing_about_accounts(
    hanako: Actor, django_assert_num_queries: Any
) -> None:
    hanako.opens("/me/sign-in/")
    with django_assert_num_queries(0):
        hanako.client.get("/me/sign-in/")
    assert sessions.COOKIE not in hanako.client.cookies
    assert identity.Device().key == ""
