"""Signing in by mail: works without scripts, tells nobody who has an account, locks nobody out."""

from datetime import timedelta

import pytest

from sagacity.identity.accounts import mail_codes, models, sessions
from sagacity.identity.accounts.tests.conftest import PostOffice, signs_in_by_mail
from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
MAIL = "hanako@example.jp"


def test_an_address_and_six_digits_make_an_account(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, "  Hanako@Example.JP ")

    account = models.Account.objects.get()
    assert (account.mail, account.ial) == (MAIL, 1)
    assert account.mail_proven_at is not None
    assert "連絡先を確かめました" in hanako.sees("/me/")
    assert {line.action for line in audit.about(thing=account.key)} == {
        "resident.begin",
        "resident.sign_in.mail",
    }


def test_the_next_time_it_is_the_same_account(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    tablet = Actor(address="192.0.2.77")

    signs_in_by_mail(tablet, post, MAIL)

    assert models.Account.objects.count() == 1
    assert models.Session.objects.count() == 2


def test_the_answer_is_the_same_for_known_and_unknown_addresses(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    stranger = Actor(address="192.0.2.77")

    pages = {
        stranger.sends("/me/mail/", mail=who).content.decode().replace(who, "")
        for who in (MAIL, "new@example.jp")
    }

    said = {page.split("<main")[1].split("csrfmiddlewaretoken")[0] for page in pages}
    assert len(said) == 1
    assert len(post.to("new@example.jp")) == 1


def test_the_digits_are_nowhere_in_the_database(hanako: Actor, post: PostOffice) -> None:
    hanako.sends("/me/mail/", mail=MAIL)

    code = post.code_for(MAIL)

    assert code not in str([vars(row) for row in models.MailCode.objects.all()])


def test_digits_typed_in_wide_letters_with_spaces_are_right(hanako: Actor, post: PostOffice) -> None:
    hanako.sends("/me/mail/", mail=MAIL)
    wide = post.code_for(MAIL).translate({ord("0") + n: ord("０") + n for n in range(10)})

    hanako.sends("/me/mail/code/", code=f" {wide[:3]} {wide[3:]} ")

    assert models.Session.objects.exists()


def test_five_wrong_tries_end_the_code_and_nothing_else(hanako: Actor, post: PostOffice) -> None:
    thief = Actor(address="203.0.113.9")
    thief.sends("/me/mail/", mail=MAIL)
    right = post.code_for(MAIL)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    for _ in range(mail_codes.TRIES):
        thief.sends("/me/mail/code/", code=wrong)
    thief.sends("/me/mail/code/", code=right)

    assert not models.Session.objects.exists()
    signs_in_by_mail(hanako, post, MAIL)
    assert models.Session.objects.count() == 1


def test_the_digits_of_one_browser_are_worth_nothing_in_another(hanako: Actor, post: PostOffice) -> None:
    thief = Actor(address="203.0.113.9")
    thief.sends("/me/mail/", mail=MAIL)
    seen_by_thief = models.MailCode.objects.get()
    hanako.sends("/me/mail/", mail=MAIL)

    thief.sends("/me/mail/code/", code=post.code_for(MAIL))

    assert not models.Session.objects.exists()
    seen_by_thief.refresh_from_db()
    assert seen_by_thief.tries == 1


def test_a_code_is_good_once_and_for_ten_minutes(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    again = Actor(address="192.0.2.77")
    again.sends("/me/mail/", mail=MAIL)
    code = post.code_for(MAIL)
    models.MailCode.objects.update(until=clock.now() - timedelta(seconds=1))

    again.sends("/me/mail/code/", code=code)

    assert models.Session.objects.count() == 1
    assert "時間が切れた" in again.sees()


def test_whoever_floods_an_address_is_slowed_and_its_owner_is_not(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    hanako.sends("/me/sign-out/")
    thief = Actor(address="203.0.113.9")

    answers = [thief.client.post("/me/mail/", {"mail": MAIL}).status_code for _ in range(8)]

    assert answers[-1] == 429
    assert "パスキーでのサインインは、いまもできます" in thief.sends("/me/mail/", mail=MAIL).content.decode()
    same_house = Actor(address="203.0.113.9")
    same_house.client.cookies = hanako.client.cookies
    assert same_house.client.post("/me/mail/", {"mail": MAIL}).status_code == 302, (
        "the known browser is slowed too"
    )
    elsewhere = Actor(address="192.0.2.50")
    assert elsewhere.client.post("/me/mail/", {"mail": MAIL}).status_code == 302


def test_many_who_share_the_address_of_a_telephone_company_do_not_slow_each_other(post: PostOffice) -> None:
    for number in range(mail_codes.ASKS_FROM_A_PLACE + 5):
        signs_in_by_mail(Actor(address="203.0.113.1"), post, f"resident{number}@example.jp")

    assert models.Session.objects.count() == mail_codes.ASKS_FROM_A_PLACE + 5


def test_one_place_does_not_mail_the_whole_town(hanako: Actor, post: PostOffice) -> None:
    answers = [
        hanako.client.post("/me/mail/", {"mail": f"resident{number}@example.jp"}).status_code
        for number in range(mail_codes.ASKS_FROM_A_PLACE + 2)
    ]

    assert answers[-1] == 429


def test_a_contact_is_proven_before_it_is_kept(resident_at: object, post: PostOffice) -> None:
    hanako: Actor = resident_at(0)  # type: ignore[operator]

    hanako.sends("/me/mail/", mail=MAIL, **{"for": "contact"})
    assert not models.Account.objects.exclude(mail="").exists()
    hanako.sends("/me/mail/code/", code=post.code_for(MAIL))

    assert models.Account.objects.get().mail == MAIL
    assert models.Account.objects.get().ial == 1


def test_an_address_of_another_account_is_not_taken_over(resident_at: object, post: PostOffice) -> None:
    signs_in_by_mail(Actor(address="192.0.2.1"), post, MAIL)
    hanako: Actor = resident_at(0)  # type: ignore[operator]
    hanako.sends("/me/mail/", mail=MAIL, **{"for": "contact"})

    hanako.sends("/me/mail/code/", code=post.code_for(MAIL))

    assert "別のアカウントで使われています" in hanako.sees()
    assert models.Account.objects.filter(mail=MAIL).count() == 1


def test_the_owner_of_the_old_address_hears_of_a_change(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)
    hanako.sends("/me/mail/", mail="new@example.jp", **{"for": "contact"})
    hanako.sends("/me/mail/code/", code=post.code_for("new@example.jp"))

    assert "連絡先" in str(post.to(MAIL)[-1]["Subject"])


def test_residents_and_staff_share_no_cookie(hanako: Actor, admin: object, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)

    cookies = hanako.client.cookies
    assert sessions.COOKIE in cookies
    assert "sagacity_staff" not in cookies
    assert "sagacity_resident" not in admin.client.cookies  # type: ignore[attr-defined]
    assert hanako.client.get("/staff/").status_code == 302
    cookie = cookies[sessions.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_signing_out_leaves_a_newcomer(hanako: Actor, post: PostOffice) -> None:
    signs_in_by_mail(hanako, post, MAIL)

    answer = hanako.client.post("/me/sign-out/")

    assert "storage" in answer["Clear-Site-Data"]
    assert not models.Session.objects.exists()
    assert hanako.client.get("/me/").status_code == 302
    assert not {name for name, morsel in hanako.client.cookies.items() if morsel.value} & {
        sessions.COOKIE,
        "sagacity_device",
    }


def test_a_page_elsewhere_is_no_place_to_go_on_to(hanako: Actor, post: PostOffice) -> None:
    hanako.sends("/me/mail/", mail=MAIL)

    answer = hanako.client.post(
        "/me/mail/code/", {"code": post.code_for(MAIL), "next": "https://evil.example/"}
    )

    assert answer["Location"] == "/me/"


def test_the_letter_is_in_the_language_of_the_page(post: PostOffice) -> None:
    Actor(language="en").sends("/me/mail/", mail=MAIL)

    assert str(post.to(MAIL)[0]["Subject"]).startswith("Your sign-in code")


def test_a_city_without_mail_says_so(hanako: Actor) -> None:
    assert "まだメールを使えません" in hanako.sees("/me/sign-in/")
    assert hanako.client.post("/me/mail/", {"mail": MAIL}).status_code == 503
    assert policy.ANONYMOUS.level == 0
