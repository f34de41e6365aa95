"""More proof is asked in place: what is needed is said, nothing more, and what was filled in is not lost."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from sagacity.identity.accounts import holding, models, testing, ways
from sagacity.identity.accounts.tests import acts
from sagacity.identity.accounts.tests.conftest import PostOffice
from sagacity.identity.accounts.types import Level
from sagacity.identity.testing import Actor
from sagacity.kit import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sagacity.identity.accounts.tests.acts")]
WORDS = "庭の木のことです。電話は夕方に。"


def test_a_newcomer_sends_a_form_proves_a_contact_and_sends_it_with_one_press(
    hanako: Actor, post: PostOffice
) -> None:
    acts.done.clear()
    page = hanako.sends("/acts/form/", words=WORDS)
    assert "書いたものは、なくなりません" in page.content.decode()
    assert not acts.done

    place = page.wsgi_request.get_full_path()  # type: ignore[attr-defined]
    hanako.sends("/me/mail/", mail="hanako@example.jp", next=place)
    page = hanako.sends("/me/mail/code/", code=post.code_for("hanako@example.jp"), next=place)

    assert page.wsgi_request.path == "/me/resume/"  # type: ignore[attr-defined]
    assert 'action="/acts/form/"' in page.content.decode()
    assert f'value="{WORDS}"' in page.content.decode()
    assert hanako.client.post("/acts/form/", {"words": WORDS}).json() == {"words": WORDS, "sent": True}
    assert len(acts.done) == 1


def test_whoever_goes_back_finds_the_form_filled_in(hanako: Actor) -> None:
    hanako.sends("/acts/form/", words=WORDS)
    testing.sign_in(hanako, level=1)

    assert hanako.client.get("/acts/form/").json()["words"] == WORDS


def test_what_is_held_can_be_read_with_the_browser_alone(hanako: Actor) -> None:
    hanako.sends("/acts/form/", words=WORDS)

    row = models.HeldForm.objects.get()
    token = hanako.client.cookies[holding.COOKIE].value
    assert WORDS.encode() not in bytes(row.sealed)
    assert token not in str(vars(row))
    testing.sign_in(stranger := Actor(), level=1)
    assert stranger.client.get("/acts/form/").json()["words"] == ""


def test_what_is_held_is_gone_after_half_an_hour_or_when_not_wanted(hanako: Actor) -> None:
    hanako.sends("/acts/form/", words=WORDS)
    testing.sign_in(hanako, level=1)
    models.HeldForm.objects.update(until=clock.now() - timedelta(seconds=1))
    assert hanako.client.get("/acts/form/").json()["words"] == ""
    assert hanako.client.get("/me/resume/")["Location"] == "/me/"

    hanako.client.cookies.pop("sagacity_resident")
    hanako.sends("/acts/form/", words=WORDS)
    hanako.sends("/me/resume/drop/")
    assert models.HeldForm.objects.filter(until__gt=clock.now()).count() == 0


def test_an_endless_form_is_not_held(hanako: Actor) -> None:
    page = hanako.sends("/acts/form/", words="あ" * 40_000)

    assert "書いたものは、なくなりません" not in page.content.decode()
    assert not models.HeldForm.objects.exists()


@pytest.mark.parametrize("need", [1, 2, 3, 4])
def test_the_page_says_in_words_what_is_needed_and_offers_no_more(
    need: int, resident_at: testing.ResidentAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = {
        "/me/card/": ways.Way("/me/card/", Level.CERTIFICATE, {"ja": "カードで"}, {"ja": "4けた"}, "user"),
        "/me/sign/": ways.Way("/me/sign/", Level.SIGNED, {"ja": "署名で"}, {"ja": "6文字から"}, "user"),
    }
    monkeypatch.setattr(ways, "_ways", offered)
    hanako = resident_at(min(need - 1, 1))

    page = hanako.opens("/me/raise/", need=need, next=f"/acts/{need}/").content.decode()

    assert f'href="/acts/{need}/"' in page, "the way back"
    assert ("/me/card/?need=" in page) == (need in {2, 3})
    assert ("/me/sign/?need=" in page) == (need >= 2)
    assert ("連絡先のメールアドレス" in page) == (need == 1)
    assert ("市の窓口で" in page) == (need >= 2)


def test_another_room_that_proves_more_comes_back_to_the_form_that_waits(
    hanako: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = ways.Way("/me/card/", Level.CERTIFICATE, {"ja": "カードで"}, {"ja": "4けた"}, "user")
    monkeypatch.setattr(ways, "_ways", {"/me/card/": card})
    testing.sign_in(hanako, level=0)
    page = hanako.sends("/acts/form/", words=WORDS)
    here = page.wsgi_request.get_full_path()  # type: ignore[attr-defined]
    shown = hanako.opens(here.replace("need=1", "need=3")).content.decode()

    assert f"next={quote(here.replace('need=1', 'need=3'), safe='')}" in shown
    models.Account.objects.update(ial=3, inhabitant="urn:ngsi-ld:Inhabitant:one")
    models.Session.objects.update(proven=3, verified_at=clock.now())
    assert hanako.client.get(here.replace("need=1", "need=3"))["Location"] == "/me/resume/"


def test_whoever_has_proven_enough_is_led_on_at_once(resident_at: testing.ResidentAt) -> None:
    answer = resident_at(2).client.get("/me/raise/", {"need": "2", "next": "/acts/2/"})

    assert answer["Location"] == "/acts/2/"


def test_a_proven_resident_with_a_mail_session_needs_only_the_passkey(
    resident_at: testing.ResidentAt,
) -> None:
    hanako = resident_at(3)
    models.Session.objects.update(aal=1, proven=0, verified_at=None)

    page = hanako.sees("/me/raise/", need=2, next="/acts/2/")

    assert "本人確認はすんでいます" in page


def test_the_app_that_asks_is_named(hanako: Actor) -> None:
    assert "「ごみの日」のこの先には" in hanako.sees("/me/raise/", need=1, next="/apps/garbage/")


@pytest.mark.parametrize("need", ["", "9", "-1", "x"])
def test_a_level_nobody_knows_asks_for_nothing_but_signing_in(need: str, hanako: Actor) -> None:
    assert hanako.client.get("/me/raise/", {"need": need})["Location"] == "/me/sign-in/?next=%2Fme%2F"
