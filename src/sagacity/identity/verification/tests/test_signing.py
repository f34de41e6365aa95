"""A filing is signed with the card: these words, this act, this person; nothing else passes."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity.accounts import api as accounts
from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.verification import api as verification
from sagacity.identity.verification import jobs, keeping, models
from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.providers.demo_cards import SIGNING_PIN, Mischief
from sagacity.identity.verification.signing import documents
from sagacity.identity.verification.testing.card_app import at_the_app
from sagacity.identity.verification.tests import filing
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("sagacity.identity.verification.tests.filing"),
]
WORDS = "世帯主を変えます。"
NUMBER = "12345678901" + "8"  # as a 個人番号 could look


class Filer:
    """Hanako, proven at a counter, with a form to file."""

    def __init__(self, inhabitant: str) -> None:
        self.actor = Actor()
        self.key = sign_in(self.actor, level=2, inhabitant=inhabitant)

    @property
    def person(self) -> policy.Person:
        return policy.Person(self.key, "はなこ", "resident", level=2)

    def sends(self, words: str = WORDS) -> str:
        """Send the form; the page in front."""
        self.actor.sends("/acts/filing/", words=words)
        return self.actor.sees()

    def sets_out(self) -> str:
        """Press the button on the page of the signature; where it leads."""
        assert self.actor.answer is not None
        form = re.search(r'action="(/me/verify/sign/[^"]+/start/)"', self.actor.answer.content.decode())
        assert form is not None, self.actor.sees()
        page = self.actor.sends(form[1]).content.decode()
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        assert found is not None, page
        return unescape(found[1])

    def signs(self, *, card: str = "hanako", pin: str = SIGNING_PIN, mischief: str = "") -> str:
        back = at_the_app(self.sets_out(), card=card, pin=pin, mischief=mischief)
        self.actor.opens("/" + back.split("/", 3)[3])
        return self.actor.sees()


@pytest.fixture
def signing(app: DemoApp, tmp_path: Path) -> DemoApp:
    """The app signs, and the city knows its authority."""
    filing.filed.clear()
    app.signer.publish(tmp_path / "jpki")
    return app


@pytest.fixture
def hanako(signing: DemoApp, inhabitant: str) -> Filer:
    return Filer(inhabitant)


def test_a_filing_is_signed_and_sent_with_one_press(hanako: Filer, inhabitant: str) -> None:
    page = hanako.sends()
    assert "届出のため" in page
    assert WORDS in page
    assert filing.filed == []

    page = hanako.signs()

    assert "署名しました" in page
    assert 'href="/me/resume/"' in hanako.actor.answer.content.decode()  # type: ignore[union-attr]
    assert f'value="{WORDS}"' in hanako.actor.opens("/me/resume/").content.decode()
    hanako.sends()
    assert filing.filed == [(hanako.key, WORDS)]


def test_what_is_kept_is_the_hash_the_certificate_and_the_signature(hanako: Filer, inhabitant: str) -> None:
    hanako.sends()
    hanako.signs()

    document = filing.document_of(WORDS)
    said = verification.signed(by=hanako.person, act=filing.ACT, document=document, at=clock.now())
    assert said.digest == documents.digest_of(document)
    assert said.inhabitant == inhabitant
    assert said.serial_from < said.signed_at < said.serial_until
    row = models.Signature.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert WORDS.encode() not in bytes(row.sealed)
    assert all(secret not in kept for secret in (WORDS, SIGNING_PIN, "見本", "本町"))
    assert [line.action for line in audit.latest() if line.thing == row.key] == [
        "signature.sign",
        "signature.ask",
    ]


def test_the_document_does_not_leave_the_city(
    hanako: Filer, signing: DemoApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanako.sends()
    address = hanako.sets_out()

    assert "世帯" not in address
    ((digest, _began),) = signing.signer.digests.values()
    assert digest.hex() == documents.digest_of(filing.document_of(WORDS))


def test_stopping_leads_back_to_the_form_as_it_was(hanako: Filer) -> None:
    hanako.sends()
    assert hanako.actor.answer is not None
    assert 'href="/acts/filing/"' in hanako.actor.answer.content.decode()

    page = hanako.signs(card="")

    assert "確認をやめました" in page
    assert hanako.actor.client.get("/acts/filing/").json() == {"words": WORDS, "sent": False}
    assert filing.filed == []
    hanako.actor.opens(f"/me/verify/sign/{models.Signature.objects.get().key}/")
    assert "署名しました" in hanako.signs()


BAD = {
    Mischief.OTHER_DOCUMENT: "other_content",
    Mischief.AUTHENTICATION_CERTIFICATE: "authentication_cannot_sign",
    Mischief.REVOKED_CERTIFICATE: "revoked",
    Mischief.FOREIGN_AUTHORITY: "foreign_ca",
    Mischief.WRONG_NONCE: "wrong_nonce",
    Mischief.ALG_NONE: "wrong_algorithm",
    Mischief.DOWN: "app_down",
}


@pytest.mark.parametrize("mischief", BAD)
def test_a_signature_that_is_not_right_is_refused_with_its_own_reason(
    mischief: Mischief, hanako: Filer
) -> None:
    hanako.sends()

    page = hanako.signs(mischief=mischief)

    assert BAD[mischief] in page
    assert any(line.action == f"verification.refused.{BAD[mischief]}" for line in audit.latest())
    hanako.sends()
    assert filing.filed == []


@pytest.mark.parametrize(("card", "reason"), [("moved", "signer_differs"), ("stranger", "signer_differs")])
def test_who_the_register_does_not_find_signs_nothing(card: str, reason: str, hanako: Filer) -> None:
    hanako.sends()

    assert reason in hanako.signs(card=card)
    assert not models.Signature.objects.signed().exists()


def test_the_pin_of_four_digits_signs_nothing(hanako: Filer) -> None:
    hanako.sends()

    with pytest.raises(IndexError):  # the app shows its page of the PIN again and leads nowhere
        hanako.signs(pin="1234")


def test_a_signature_counts_for_its_words_its_act_its_person_and_half_an_hour(hanako: Filer) -> None:
    hanako.sends()
    hanako.signs()
    now, document = clock.now(), filing.document_of(WORDS)
    other = policy.Person("urn:ngsi-ld:Resident:other", "", "resident", level=2)

    for by, act, words, at in (
        (hanako.person, filing.ACT, document + " ", now),
        (hanako.person, "tests.other", document, now),
        (other, filing.ACT, document, now),
        (hanako.person, filing.ACT, document, now + documents.COUNTS_FOR),
    ):
        with pytest.raises(verification.NotSigned):
            verification.person_who_signed(by=by, act=act, document=words, at=at)
    assert (
        verification.person_who_signed(by=hanako.person, act=filing.ACT, document=document, at=now).level == 4
    )
    assert accounts.level_of(hanako.actor.opens("/me/").wsgi_request, at=now) == 3  # type: ignore[attr-defined]


def test_at_the_counter_nothing_is_signed(hanako: Filer, staff_with: Callable[..., StaffActor]) -> None:
    clerk = staff_with("juki", "resident_clerk").person
    seen = accounts.seen_in_person(
        resident=hanako.key, by=clerk, purpose="届出の受付。運転免許証で確認", at=clock.now()
    )

    filing.file(by=seen, words=WORDS, at=clock.now())

    assert filing.filed == [(hanako.key, WORDS)]


def test_nobody_reads_or_signs_what_another_was_asked(hanako: Filer) -> None:
    hanako.sends()
    key = models.Signature.objects.get().key
    stranger = Actor()
    sign_in(stranger, level=1)

    assert stranger.opens(f"/me/verify/sign/{key}/").status_code == 410
    assert WORDS not in stranger.sees()
    assert stranger.sends(f"/me/verify/sign/{key}/start/").status_code == 410
    assert Actor().opens(f"/me/verify/sign/{key}/").redirect_chain[0][1] == 302  # type: ignore[attr-defined]


def test_a_city_without_authorities_says_so_before_anybody_types_a_pin(app: DemoApp, inhabitant: str) -> None:
    filer = Filer(inhabitant)
    filer.sends()

    page = filer.actor.sends(f"/me/verify/sign/{models.Signature.objects.get().key}/start/")

    assert page.status_code == 503
    assert "署名は、まだ受け取れません" in filer.actor.sees()


@pytest.mark.parametrize("document", ["", "  ", "x" * (documents.LARGEST + 1), f"番号は{NUMBER}です"])
def test_what_cannot_be_signed_is_not_asked(document: str, hanako: Filer) -> None:
    with pytest.raises(verification.CannotBeSigned):
        documents.ask(by=hanako.person, act="a", document=document, purpose="p", back="", at=clock.now())


def test_words_that_nobody_signed_are_forgotten_and_the_rest_goes_with_the_account(hanako: Filer) -> None:
    hanako.sends()
    hanako.sends("別の文です。")
    hanako.signs()

    jobs.forget_old_ways(clock.now() + documents.LIVES + documents.KEPT_UNSIGNED + timedelta(minutes=1))

    assert models.Signature.objects.count() == 1
    assert len(keeping.kept(hanako.key)["signatures"]) == 1
    keeping.forget(hanako.key)
    assert not models.Signature.objects.exists()


def test_the_signing_pin_can_be_tried_before_it_matters(hanako: Filer, settings: Settings) -> None:
    hanako.actor.sends("/me/verify/sign/", words="ためします。")
    assert "ためします。" in hanako.actor.sees()

    assert "署名しました" in hanako.signs()
    assert hanako.actor.sends("/me/verify/sign/", words=NUMBER).status_code == 422
