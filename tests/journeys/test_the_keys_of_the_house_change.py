"""A city exchanges its secrets on an ordinary day: nobody is signed out, nothing that was sealed is lost."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import Settings

from sagacity.identity import models as staff
from sagacity.identity import sealing
from sagacity.identity.cards import api as cards
from sagacity.identity.cards import models as card_models
from sagacity.identity.cards.testing import Phone as CardPhone
from sagacity.identity.cards.testing import proven_resident
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.tests.phones import set_up
from sagacity.identity.verification import questions, types
from sagacity.kit import clock, seals
from sagacity.messaging import receipts

pytestmark = pytest.mark.django_db

CODE = "/staff/sign-in/code/"
ACCOUNT = "/staff/account/"


@pytest.fixture
def keys_change(settings: Settings) -> Callable[[], None]:
    """What a restart after `manage secrets rotate` finds."""

    def change() -> None:
        for name in ("SECRET_KEY", "CARD_KEY"):
            before = [getattr(settings, name), *getattr(settings, f"{name}_FALLBACKS")]
            setattr(settings, f"{name}_FALLBACKS", before)
            setattr(settings, name, f"{name} number {len(before)} of this city, fifty characters")

    return change


def test_staff_stay_signed_in_and_their_telephones_go_on(
    koga: StaffActor, keys_change: Callable[[], None], settings: Settings
) -> None:
    phone, _ = set_up("koga")
    window = Actor()
    window.signs_in("koga", koga.password)
    window.sends(CODE, code=phone.shows())

    keys_change()

    assert window.client.get(ACCOUNT).status_code == 200
    assert seals.renew_all()["second factors of staff"] == 1
    assert seals.renew_all()["second factors of staff"] == 0
    settings.SECRET_KEY_FALLBACKS = []
    kept = staff.SecondFactor.objects.get()
    assert sealing.opened(kept.sealed, about=kept.staff.key)
    again = Actor()
    again.signs_in("koga", koga.password)
    again.sends(CODE, code=phone.shows(1))
    assert again.client.get(ACCOUNT).status_code == 200


def test_a_card_and_its_code_stay_good_on_the_phone(
    keys_change: Callable[[], None], settings: Settings
) -> None:
    at = clock.now()
    phone = CardPhone()
    phone.takes_a_card(proven_resident(inhabitant="urn:ngsi-ld:Inhabitant:hanako", at=at), at=at)

    keys_change()
    seals.renew_all()

    assert cards.by_short_code(phone.code(at=at), at=at).card == phone.card.number
    assert cards.read(phone.shows(at=at), at=at).card == phone.card.number
    settings.CARD_KEY_FALLBACKS = []
    CardPhone().takes_a_card(proven_resident(inhabitant="urn:ngsi-ld:Inhabitant:taro", at=at), at=at)
    assert card_models.SigningKey.objects.count() == 1


def _asked(inhabitant: str) -> types.Question:
    facts = types.ProvenFacts("見本　花子", date(1985, 4, 1), "female", "例示県例示市別の町")
    proven = types.Proven("subject", facts, True, clock.now())
    match = register.Match(kind=register.MatchKind.DIFFERS, inhabitant=inhabitant)
    return questions.ask(resident="urn:ngsi-ld:Resident:x", proven=proven, match=match, at=clock.now())


def test_what_waits_for_a_clerk_opens_and_without_the_old_key_the_page_says_what_to_do(
    staff_with: Callable[..., StaffActor], keys_change: Callable[[], None], settings: Settings
) -> None:
    tokunaga = staff_with("tokunaga", "resident_clerk", name="徳永 恵")
    question = _asked(enrolled(HANAKO, at=clock.now()).key)
    page = f"/staff/verification/{question.key}/"
    keys_change()
    tokunaga.sends(page, purpose="本人確認の照合のため")
    assert "例示市別の町" in tokunaga.sees()

    settings.SECRET_KEY_FALLBACKS = []
    tokunaga.signs_in("tokunaga", tokunaga.password)
    tokunaga.sends(page, purpose="本人確認の照合のため")

    assert "もう一度マイナンバーカードで確かめるよう" in tokunaga.sees()


def test_a_receipt_given_to_a_phone_before_is_still_ours(
    keys_change: Callable[[], None], settings: Settings
) -> None:
    receipt = receipts.receipt_for(7)
    keys_change()
    assert receipts.received(receipt=receipt, at=clock.now())

    settings.SECRET_KEY_FALLBACKS = []
    assert not receipts.received(receipt=receipt, at=clock.now())
