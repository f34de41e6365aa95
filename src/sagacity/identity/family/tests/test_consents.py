import base64
import hashlib
import json
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from sagacity.identity.family import api as family
from sagacity.identity.family import ending, jobs, models, receipt_keys, texts
from sagacity.identity.family.testing import takes_in, words_of
from sagacity.kit import keeping, policy

pytestmark = pytest.mark.django_db
NEWS = "tests.news"


@pytest.fixture(autouse=True)
def asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that asks for something, for thirty days."""
    monkeypatch.setattr(texts, "_offered", dict(texts._offered))
    family.offer_text(
        purpose=NEWS, group="contact", recipient="広報課", title="便り", body="便りを送ります。", days=30
    )


def agrees(by: policy.Person, at: datetime, *, subject: str = "") -> family.Consent:
    return family.give(purpose=NEWS, digest=words_of(NEWS), by=by, at=at, subject=subject)


def test_agreeing_twice_is_agreeing_once(taro: policy.Person, at: datetime) -> None:
    assert agrees(taro, at) == agrees(taro, at + timedelta(days=1))


def test_a_withdrawn_consent_opens_nothing_from_that_moment(
    taro: policy.Person, household: dict[str, str], at: datetime
) -> None:
    consent = agrees(taro, at)
    assert family.consented(person=household["taro"], purpose=NEWS, at=at)

    family.withdraw_consent(consent=consent.key, by=taro, at=at)

    assert not family.consented(person=household["taro"], purpose=NEWS, at=at)
    assert family.consents(resident=taro.key)[0].why == "own_wish"


@pytest.mark.parametrize(
    "question",
    [
        {"purpose": "tests.other"},
        {"group": "household"},
        {"resident": "urn:ngsi-ld:Resident:x"},
        {"person": "urn:ngsi-ld:Inhabitant:x"},
    ],
)
def test_a_consent_is_to_one_purpose_one_group_by_one_person(
    question: dict[str, str], taro: policy.Person, household: dict[str, str], at: datetime
) -> None:
    agrees(taro, at)
    asked = {"person": household["taro"], "purpose": NEWS, "group": "contact", "resident": taro.key}

    assert family.consented(**asked, at=at)
    assert not family.consented(**asked | question, at=at)


def test_it_lasts_to_its_last_day(taro: policy.Person, household: dict[str, str], at: datetime) -> None:
    agrees(taro, at)
    last = at + timedelta(days=30)

    assert family.consented(person=household["taro"], purpose=NEWS, at=last)
    assert not family.consented(person=household["taro"], purpose=NEWS, at=last + timedelta(days=1))

    ending.end_what_is_over(at=last + timedelta(days=1))
    assert family.consents(resident=taro.key)[0].why == "over"


def test_newer_words_are_asked_again_and_the_old_ones_stay_readable(
    taro: policy.Person, household: dict[str, str], at: datetime
) -> None:
    old = agrees(taro, at)
    family.offer_text(purpose=NEWS, group="contact", recipient="広報課", title="便り", body="月に一度。")

    with pytest.raises(family.OtherWords):
        family.give(purpose=NEWS, digest=old.text.digest, by=taro, at=at)
    agrees(taro, at)

    said = {one.text.body: one.why for one in family.consents(resident=taro.key)}
    assert said == {"便りを送ります。": "replaced", "月に一度。": ""}
    assert family.consented(person=household["taro"], purpose=NEWS, at=at)


def test_nobody_takes_back_what_another_agreed_to(
    taro: policy.Person, hanako_proven: policy.Person, at: datetime
) -> None:
    consent = agrees(taro, at)

    with pytest.raises(family.NoSuchConsent):
        family.withdraw_consent(consent=consent.key, by=hanako_proven, at=at)


def test_a_receipt_is_checked_by_anybody_with_the_public_key_alone(
    hanako_proven: policy.Person, at: datetime
) -> None:
    """By hand, without the library that signed: RFC 7515 over ES256."""
    member = takes_in(hanako_proven, at=at)
    receipt = family.receipt(consent=member.consent, resident=hanako_proven.key, at=at)
    head, payload, signature = receipt["proof"]["jws"].split(".")

    kid = json.loads(_bytes(head))["kid"]
    key = next(one for one in receipt_keys.public_keys()["keys"] if one["kid"] == kid)
    point = (int.from_bytes(_bytes(key["x"])), int.from_bytes(_bytes(key["y"])))
    public = ec.EllipticCurvePublicNumbers(*point, ec.SECP256R1()).public_key()
    raw = _bytes(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))

    public.verify(der, f"{head}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    record = json.loads(_bytes(payload))["record"]
    assert record["schema_version"] == "ISO/IEC TS 27560:2023"
    assert record["record_id"] == member.consent
    assert record["pii_processing"]["purposes"][0]["pii_information"] == [
        {"pii_type": "household", "about": "さくら"}
    ]
    assert [event["event_state"] for event in record["events"]] == ["consent_given"]


def test_a_changed_receipt_does_not_count(taro: policy.Person, at: datetime) -> None:
    consent = agrees(taro, at)
    receipt = family.receipt(consent=consent.key, resident=taro.key, at=at)
    receipt_keys.rotate(at=at)  # what was signed before a change of keys still counts
    assert family.check_receipt(receipt)["record"]["record_id"] == consent.key

    receipt["record"]["pii_processing"]["purposes"][0]["purpose"] = "everything"
    with pytest.raises(family.BadReceipt):
        family.check_receipt(receipt)
    with pytest.raises(family.BadReceipt):
        family.check_receipt({"proof": {"jws": "a.b.c"}})


def test_a_receipt_after_the_end_says_so(taro: policy.Person, at: datetime) -> None:
    consent = agrees(taro, at)
    family.withdraw_consent(consent=consent.key, by=taro, at=at)

    events = family.receipt(consent=consent.key, resident=taro.key, at=at)["record"]["events"]
    assert [event["event_state"] for event in events] == ["consent_given", "consent_withdrawn"]


def test_the_digest_names_the_words_and_their_language(at: datetime) -> None:
    said = {family.text(NEWS, language=code).digest for code in ("ja", "en")}

    assert len(said) == 2
    assert all(len(one) == hashlib.sha256().digest_size * 2 for one in said)


def test_what_is_kept_is_shown_and_erased(hanako_proven: policy.Person, at: datetime) -> None:
    takes_in(hanako_proven, at=at)

    kept = keeping.everything_kept(person=hanako_proven.key)["family"]
    keeping.forget_everywhere(person=hanako_proven.key)

    assert [one["label"] for one in kept["members"]] == ["さくら"]
    assert [one["purpose"] for one in kept["consents"]] == ["family.child"]
    assert "family" not in keeping.everything_kept(person=hanako_proven.key)


def test_three_years_after_its_end_a_consent_goes_with_its_words(taro: policy.Person, at: datetime) -> None:
    consent = agrees(taro, at)
    family.withdraw_consent(consent=consent.key, by=taro, at=at)

    jobs.end_families_consents_and_mandates(at + timedelta(days=1000))
    assert models.Consent.objects.count() == 1
    jobs.end_families_consents_and_mandates(at + timedelta(days=1100))

    assert not models.Consent.objects.exists()
    assert not models.AgreedText.objects.exists()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
