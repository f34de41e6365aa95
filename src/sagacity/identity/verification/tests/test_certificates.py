"""Good certificates and signatures; the bad ones stand in `journeys/test_nothing_bad_is_believed`."""

from datetime import date, datetime

import pytest

from sagacity.identity.verification.jpki import certificates, four_facts, oids, refusals, signatures
from sagacity.identity.verification.jpki.types import Purpose
from sagacity.identity.verification.providers.demo_authority import Authority, Wish
from sagacity.identity.verification.testing.bad_certificates import DOCUMENT, facts


@pytest.fixture
def authority(at: datetime) -> Authority:
    return Authority(at)


def test_a_good_signature_certificate_says_four_facts_and_which_list_was_asked(authority: Authority) -> None:
    said = certificates.check_certificate(
        authority.issue().der, trust=authority.trust(), at=authority.at, purpose=Purpose.SIGN
    )

    assert said.four_facts is not None
    assert (said.four_facts.name, said.four_facts.birth_date, said.four_facts.sex) == (
        "見本　花子",
        date(1985, 4, 1),
        "female",
    )
    assert not said.four_facts.has_substitutes
    assert said.revocation_list_of < authority.at < said.valid_until


def test_a_good_authentication_certificate_says_nobodys_name(authority: Authority) -> None:
    said = certificates.check_certificate(
        authority.authentication().der, trust=authority.trust(), at=authority.at, purpose=Purpose.AUTHENTICATE
    )

    assert said.four_facts is None


def test_a_signature_certificate_opens_no_door(authority: Authority) -> None:
    with pytest.raises(refusals.SigningCannotAuthenticate):
        certificates.check_certificate(
            authority.issue().der, trust=authority.trust(), at=authority.at, purpose=Purpose.AUTHENTICATE
        )


def test_a_replaced_letter_is_told(authority: Authority) -> None:
    card = authority.issue(Wish(facts=facts({oids.NAME_SUBSTITUTES: "00100"})))
    said = certificates.check_certificate(
        card.der, trust=authority.trust(), at=authority.at, purpose=Purpose.SIGN
    )

    assert said.four_facts is not None
    assert said.four_facts.has_substitutes


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("419900102", date(1990, 1, 2)),
        ("119120730", date(1912, 7, 30)),
        ("219120730", date(1912, 7, 30)),
        ("520190501", date(2019, 5, 1)),
        ("019900102", date(1990, 1, 2)),
        ("319600000", None),
        ("319600300", None),
        ("300000000", None),
    ],
)
def test_a_birth_date_is_an_era_and_eight_digits(text: str, born: date | None) -> None:
    assert four_facts.birth_date(text) == born


@pytest.mark.parametrize("text", ["", "19900102", "619900102", "4 9900102", "平成2年1月2日", "4199001020"])
def test_what_is_no_birth_date_is_refused(text: str) -> None:
    with pytest.raises(refusals.BadBirthDate):
        four_facts.birth_date(text)


def test_a_signature_of_this_document_is_believed(authority: Authority) -> None:
    cms = authority.issue().signs(DOCUMENT)

    said = signatures.check_signature(cms, DOCUMENT, trust=authority.trust(), at=authority.at)

    assert said.four_facts is not None
    assert said.four_facts.name == "見本　花子"
