from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import api as family
from sagacity.identity.family import ending
from sagacity.identity.family.testing import ICHIRO, TARO, come_together, signed_in, words_of
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.kit import policy
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db
WORDS = "family.companion"


def labels(person: policy.Person) -> list[str]:
    return [one.label for one in family.members(resident=person.key)]


def open_consents(person: policy.Person) -> int:
    return sum(one.ended_at is None for one in family.consents(resident=person.key))


def test_an_adult_joins_by_their_own_consent_and_each_sees_the_others_nickname(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    come_together(hanako_proven, taro, at=at)

    assert (labels(hanako_proven), labels(taro)) == (["たろう"], ["はなこ"])
    assert (open_consents(hanako_proven), open_consents(taro)) == (1, 1)


def test_a_code_counts_once_and_for_a_week(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    _, code = family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)

    with pytest.raises(family.NoSuchInvitation):
        family.join(code=code, agreed=words_of(WORDS), by=taro, at=at + timedelta(days=7))
    family.join(code=code.lower().replace("-", " "), agreed=words_of(WORDS), by=taro, at=at)
    with pytest.raises(family.NoSuchInvitation):
        family.join(code=code, agreed=words_of(WORDS), by=taro, at=at)


def test_a_newer_code_ends_the_older_one(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    _, old = family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)
    family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)

    with pytest.raises(family.NoSuchInvitation):
        family.join(code=old, agreed=words_of(WORDS), by=taro, at=at)
    assert open_consents(hanako_proven) == 1


def test_nobody_of_another_household_joins(hanako_proven: policy.Person, at: datetime) -> None:
    ichiro = signed_in(enrolled(ICHIRO, at=at).key, level=2, nickname="いちろう", at=at)
    _, code = family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)

    with pytest.raises(family.NotOfOneHousehold):
        family.join(code=code, agreed=words_of(WORDS), by=ichiro, at=at)
    assert labels(ichiro) == []


def test_somebody_under_support_measures_is_found_by_nobody_this_way(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    enrolled(replace(HANAKO, has_support_measures=True), at=at)

    with pytest.raises(family.NotOfOneHousehold):
        come_together(hanako_proven, taro, at=at)


def test_whoever_asks_does_not_answer_themselves(hanako_proven: policy.Person, at: datetime) -> None:
    _, code = family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)

    with pytest.raises(family.OwnInvitation):
        family.join(code=code, agreed=words_of(WORDS), by=hanako_proven, at=at)


@pytest.mark.parametrize("level", [0, 1])
def test_a_mailbox_is_not_enough(level: int, hanako_proven: policy.Person, at: datetime) -> None:
    _, code = family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)
    somebody = policy.Person(key="urn:ngsi-ld:Resident:x", name="", kind="resident", level=level)

    with pytest.raises(policy.TooLittleAssurance):
        family.join(code=code, agreed=words_of(WORDS), by=somebody, at=at)


@pytest.mark.parametrize("who", ["host", "guest"])
def test_either_leaves_and_both_halves_end(
    who: str, hanako_proven: policy.Person, taro: policy.Person, at: datetime, deliver: Deliver
) -> None:
    come_together(hanako_proven, taro, at=at)
    leaver = hanako_proven if who == "host" else taro

    family.leave(member=family.members(resident=leaver.key)[0].key, by=leaver, at=at)
    deliver()

    assert (labels(hanako_proven), labels(taro)) == ([], [])
    assert (open_consents(hanako_proven), open_consents(taro)) == (0, 0)


def test_taking_back_the_consent_is_leaving(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime, deliver: Deliver
) -> None:
    come_together(hanako_proven, taro, at=at)
    consent = family.consents(resident=taro.key)[0]

    family.withdraw_consent(consent=consent.key, by=taro, at=at)
    deliver()

    assert (labels(hanako_proven), labels(taro)) == ([], [])


def test_a_divided_household_divides_the_family(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime, deliver: Deliver
) -> None:
    come_together(hanako_proven, taro, at=at)

    enrolled(replace(TARO, household="9100"), at=at)
    deliver()

    assert (labels(hanako_proven), labels(taro)) == ([], [])


def test_a_proof_that_is_gone_takes_the_family_along(
    hanako_proven: policy.Person,
    taro: policy.Person,
    household: dict[str, str],
    at: datetime,
    deliver: Deliver,
) -> None:
    come_together(hanako_proven, taro, at=at)

    accounts.unverify(inhabitant=household["taro"], why="elsewhere", at=at)
    deliver()

    assert (labels(hanako_proven), labels(taro)) == ([], [])
    assert (open_consents(hanako_proven), open_consents(taro)) == (0, 0)


def test_what_nobody_answers_is_over_with_its_consent(hanako_proven: policy.Person, at: datetime) -> None:
    family.invite(agreed=words_of(WORDS), by=hanako_proven, at=at)

    ending.end_what_is_over(at=at + timedelta(days=8))

    assert family.open_invitations(resident=hanako_proven.key, at=at + timedelta(days=8)) == []
    assert [one.why for one in family.consents(resident=hanako_proven.key)] == ["over"]
